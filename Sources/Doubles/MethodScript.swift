internal import LintasProtobuf
internal import LintasRPC
internal import Synchronization

/// What a method's double is to answer, and what it was asked: the same for all kinds of calls.
final class MethodScript<Request: Message, Handler: Sendable>: Sendable {
  private let state: Mutex<State>

  private struct State {
    var answer: Handler
    /// Answers to the next calls, each with the number of calls that it is for.
    var first: [(answer: Handler, times: Int)] = []
    var calls: [RecordedCall<Request>] = []
  }

  /// A script with the answer that is given until a test says otherwise.
  init(answer: Handler) {
    state = Mutex(State(answer: answer))
  }

  /// What was asked, in the order in which the calls came.
  var calls: [RecordedCall<Request>] { state.withLock { $0.calls } }

  /// Forgets what was asked.
  func forget() {
    state.withLock { $0.calls = [] }
  }

  /// Says what to answer.
  ///
  /// - Parameters:
  ///   - times: for how many of the next calls, before all else and behind what was said so before;
  ///     `nil` is from now on.
  ///   - answer: what to do.
  func answer(times: Int?, _ answer: Handler) {
    state.withLock { state in
      if let times {
        precondition(times > 0, "an answer to \(times) calls is none")
        state.first.append((answer, times))
      } else {
        state.answer = answer
      }
    }
  }

  /// Notes a call.
  ///
  /// - Returns: what to answer, and the call's number.
  func begin(_ visitor: Visitor, _ requests: [Request]) -> (answer: Handler, number: Int) {
    let call = RecordedCall(
      metadata: visitor.metadata, deadline: visitor.deadline, requests: requests)
    return state.withLock { state in
      state.calls.append(call)
      let number = state.calls.count - 1
      guard let next = state.first.first else { return (state.answer, number) }
      if next.times == 1 {
        state.first.removeFirst()
      } else {
        state.first[0].times -= 1
      }
      return (next.answer, number)
    }
  }

  /// The same requests, which are noted as they are read.
  func noting(_ requests: RequestStream<Request>, of number: Int) -> RequestStream<Request> {
    RequestStream { () async throws(Status) in
      let request = try await requests.next()
      if let request {
        self.state.withLock { state in
          // Unless the test has made it forget the call.
          if number < state.calls.count { state.calls[number].requests.append(request) }
        }
      }
      return request
    }
  }
}
