internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// How a call ended that did not end well, with all that the server said of it.
struct StatusReport {
  /// The status.
  let status: Status

  /// The exit code that says which status it was: 64 and its number.
  var exitCode: Int32 { 64 + Int32(status.code.rawValue) }

  /// Whether it does not say if a change was made.
  var leavesOpen: Bool {
    switch status.code {
    case .unavailable, .deadlineExceeded, .cancelled, .unknown, .internalError: true
    default: false
    }
  }

  /// Name and message on a line, each violation of a field on one, and each other detail as JSON.
  var text: String {
    var lines = ["\(status)"]
    guard !status.details.isEmpty, let whole = try? GoogleStatus(decoding: status.details) else {
      return lines[0]
    }
    for index in 0..<whole.details.count { lines += Self.lines(whole.details[index]) }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ detail: GoogleAny) -> [String] {
    let name = detail.typeURL.split(separator: "/").last.map(String.init) ?? ""
    if name == GoogleBadRequest.messageName,
      let request = try? GoogleBadRequest(decoding: detail.value)
    {
      return request.fieldViolations.map(line)
    }
    var options = JSONEncodingOptions(types: BuiltInTypes.all)
    options.isPretty = true
    do {
      return [try detail.json(options: options)]
    } catch {
      return ["\(detail.typeURL) (\(detail.value.count) B): \(error)"]
    }
  }

  /// One violation: where, what is wrong there, and the rule for programs.
  private static func line(_ violation: GoogleBadRequest.FieldViolation) -> String {
    let localized = violation.localizedMessage.message
    let text = localized.isEmpty ? violation.description_ : localized
    let rule = violation.reason.isEmpty ? "" : " [\(violation.reason)]"
    return "  \(violation.field): \(text)\(rule)"
  }
}
