/// Who makes a call and is told what becomes of it. On the loop, from within the stream's events.
protocol ClientCallOwner: AnyObject {
  /// The head of the response is there.
  func callOpened(_ call: ClientCall)

  /// Most of what was written has left: there is room for more.
  func callHasRoom(_ call: ClientCall)

  /// The call has ended. The last call.
  func callEnded(_ call: ClientCall)
}
