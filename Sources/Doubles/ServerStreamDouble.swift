public import LintasProtobuf
public import LintasRPC

/// A double of a method that is asked once and answers with a stream.
///
/// Until a test says otherwise it answers UNIMPLEMENTED and names the method. It may be told from
/// any thread, also while the server runs.
public final class ServerStreamDouble<Request: Message, Response: Message>: Sendable {
  /// Answers a call: the request, where to write the responses, and who calls.
  public typealias Answer =
    @Sendable (Request, ResponseWriter<Response>, Visitor) async throws -> Void

  private let method: MethodDescriptor<Request, Response>
  private let script: MethodScript<Request, Answer>

  /// A double of a method that has no answer yet.
  public init(_ method: MethodDescriptor<Request, Response>) {
    self.method = method.servedByDouble
    let status = method.unanswered
    script = MethodScript { _, _, _ in throw status }
  }

  /// The calls so far, in the order in which they came.
  public var calls: [RecordedCall<Request>] { script.calls }
  /// The requests so far.
  public var requests: [Request] { script.calls.flatMap(\.requests) }

  /// Forgets the calls so far; what to answer stays.
  public func forgetCalls() { script.forget() }

  /// Answers as a closure does.
  ///
  /// - Parameters:
  ///   - times: how many of the next calls, before anything else that is said and in the order in
  ///     which it is; `nil` is all from now on.
  ///   - answer: the closure; it may wait and throw.
  public func answer(times: Int? = nil, _ answer: @escaping Answer) {
    script.answer(times: times, answer)
  }

  /// Answers with always the same messages, and ends the call well.
  ///
  /// - Parameters:
  ///   - responses: the messages, in order.
  ///   - times: see `answer(times:_:)`.
  public func answer(with responses: [Response], times: Int? = nil) {
    script.answer(times: times) { _, writer, _ in
      for response in responses { try await writer.write(response) }
    }
  }

  /// Fails.
  ///
  /// - Parameters:
  ///   - status: how the call ends, with its details and trailers.
  ///   - times: see `answer(times:_:)`.
  public func fail(with status: Status, times: Int? = nil) {
    script.answer(times: times) { _, _, _ in throw status }
  }

  /// Has the method answered by this double.
  public func register(on router: inout Router<Visitor>) {
    router.serverStream(method) { [script] request, responses, visitor in
      let answer = script.begin(visitor, [request]).answer
      try await answer(request, responses, visitor)
    }
  }
}
