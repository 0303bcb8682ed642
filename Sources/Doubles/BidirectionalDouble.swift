public import LintasProtobuf
public import LintasRPC

/// A double of a method that takes a stream and answers with one.
///
/// Until a test says otherwise it answers UNIMPLEMENTED and names the method. It may be told from
/// any thread, also while the server runs.
public final class BidirectionalDouble<Request: Message, Response: Message>: Sendable {
  /// Answers a call: the requests, where to write the responses, and who calls.
  public typealias Answer =
    @Sendable (RequestStream<Request>, ResponseWriter<Response>, Visitor) async throws -> Void

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
  /// The requests so far, call by call, as far as answers have read them.
  public var requests: [[Request]] { script.calls.map(\.requests) }

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

  /// Answers with always the same messages, reads all requests, and ends the call well.
  ///
  /// - Parameters:
  ///   - responses: the messages, in order.
  ///   - times: see `answer(times:_:)`.
  public func answer(with responses: [Response], times: Int? = nil) {
    script.answer(times: times) { requests, writer, _ in
      for response in responses { try await writer.write(response) }
      while try await requests.next() != nil {}
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
    router.bidirectional(method) { [script] requests, responses, visitor in
      let (answer, number) = script.begin(visitor, [])
      let noted = script.noting(requests, of: number)
      try await answer(noted, responses, visitor)
    }
  }
}
