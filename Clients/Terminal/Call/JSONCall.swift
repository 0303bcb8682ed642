internal import LintasClient
internal import LintasProtobuf
internal import LintasRPC

/// A call with JSON both ways, of a method that is known only when the command runs.
struct JSONCall {
  /// Where it goes, and where answers are printed.
  let office: Office
  /// Deadline and metadata.
  let options: CallOptions

  /// Sends the request and prints each answer as soon as it is there.
  ///
  /// - Throws: `Status` if the call does not end well; `Complaint` if the request is no JSON of the
  ///   method's, or if an answer has no JSON.
  func make<Method: CallableMethod>(_ method: Method, _ text: RequestText) async throws {
    let request = try text.message(as: Method.Request.self)
    let channel = office.client.channel
    if method.summary.kind == .unary {
      try show(await channel.unary(method.descriptor, request, options: options))
    } else {
      let answers = channel.serverStream(method.descriptor, request, options: options)
      for try await answer in answers { try show(answer) }
    }
  }

  private func show(_ answer: some Message) throws {
    var options = JSONEncodingOptions(types: BuiltInTypes.all)
    options.isPretty = true
    do {
      office.print(try answer.json(options: options))
    } catch {
      throw Complaint(
        id: "Jawaban tidak dapat ditulis sebagai JSON: \(error).",
        en: "The answer cannot be written as JSON: \(error).")
    }
  }
}
