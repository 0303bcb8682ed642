/// The values that make up a call on the server, apart from what it refers to.
///
/// They lie at an address of their own, so that the many small changes of a call meet no
/// exclusivity checks; see `ServerCall.state`.
struct ServerCallState: ~Copyable {
  /// What the header fields said.
  var head = RequestHead()
  /// The caller's metadata.
  var metadata = Metadata()
  /// The half that receives.
  var inbound = ServerInbound()
  /// The half that answers.
  var outbound = ServerOutbound()
  /// What goes out beside the messages.
  var response = ResponseSettings()
  /// What the peer may send.
  var credit: RequestCredit
  /// Cuts the request out of the bytes, where a method takes one.
  var deframer: MessageDeframer
  /// The requests that wait for the handler, where a method takes a stream of them.
  var requests: MessageQueue
  /// Whether the request that was taken last came compressed.
  var isRequestCompressed = false
  /// Why there are no more requests, if the stream of them did not end in good order.
  var failure: Status?
  /// Whether the status that was sent was OK.
  var endedWell = false

  /// The values of a call that has not begun.
  ///
  /// - Parameters:
  ///   - plan: how much the peer may send.
  ///   - messageLimit: the most bytes that a request message may have.
  init(_ plan: CreditPlan, messageLimit: Int) {
    credit = RequestCredit(first: plan.firstWindow)
    deframer = MessageDeframer(limit: messageLimit)
    requests = MessageQueue(messageLimit: messageLimit)
  }

  /// Forgets one call, and keeps the memory for the next.
  mutating func reset() {
    head = RequestHead()
    metadata.reset()
    inbound = ServerInbound()
    outbound = ServerOutbound()
    credit = RequestCredit(first: credit.first)
    deframer.reset()
    isRequestCompressed = false
    failure = nil
    endedWell = false
    response.reset()
  }
}
