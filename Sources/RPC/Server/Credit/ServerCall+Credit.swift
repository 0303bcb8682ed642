internal import LintasTransport

/// What a call lets its peer send; the protocol stands at `CreditPlan`.
extension ServerCall {
  /// Counts bytes that have come.
  ///
  /// - Returns: whether there was room; if not, the call has ended.
  final func receive(_ bytes: Int) -> Bool {
    let before = state.pointee.credit.withinFirst
    state.pointee.credit.receive(bytes)
    home.firstBytes &+= state.pointee.credit.withinFirst &- before
    if state.pointee.credit.left >= 0, home.firstBytes <= home.plan.firstPerLoop { return true }
    return receiveTooMuch()
  }

  private func receiveTooMuch() -> Bool {
    // Of a peer that has not read our SETTINGS yet.
    let excess = -state.pointee.credit.left
    let hasRoom = excess <= 0 || connection?.room(for: self) ?? 0 >= excess
    if hasRoom, home.firstBytes <= home.plan.firstPerLoop {
      // The new window is so much below nothing for the peer, too, once it has read.
      if excess > 0 { grant(excess) }
      return true
    }
    answer(Status(.resourceExhausted, "too many bytes of requests wait for their rest"))
    return false
  }

  /// The message at hand has so many bytes to come: sees to it that the peer may send them, and one
  /// more. An empty frame with END_STREAM needs no credit, but some wait for it nevertheless.
  final func expect(_ missing: Int) {
    if state.pointee.credit.left <= missing { seek(missing) }
  }

  private func seek(_ missing: Int) {
    let free = state.pointee.credit.free
    if free > 0 { grant(free) }
    guard let connection, state.pointee.credit.left <= missing else { return }
    if !state.pointee.credit.isInLine {
      state.pointee.credit.isInLine = true
      connection.line(up: self)
    }
    if wanted > 0 { connection.serveLine() }
  }

  /// Bytes for which the call stands in line; 0 while its peer has enough to go on.
  final var wanted: Int {
    let credit = state.pointee.credit
    let missing = takesStream ? state.pointee.requests.missing : state.pointee.deframer.missing
    guard credit.left <= missing, credit.left <= home.plan.window / 2 else { return 0 }
    // One that is whole has to be taken first.
    if takesStream && state.pointee.requests.hasMessage { return 0 }
    return min(missing + 1, home.plan.window) - credit.left
  }

  /// Lets the peer send more; there must be room.
  final func grant(_ bytes: Int) {
    account { $0.allow(bytes) }
    stream?.allow(bytes)
  }

  /// A stream's oldest message was taken: its room is free, and the peer may send as much again.
  final func takeFromStream(_ bytes: Int) {
    // First: a turn that is over asks for no more.
    leaveLine()
    account { $0.take(bytes) }
    refill()
  }

  /// Whether the peer of a stream is about to use its window up.
  final var isNearlyUsedUp: Bool { !state.pointee.credit.isWorthwhile(state.pointee.credit.left) }

  /// A stream's peer is about to use its window up: from now on it gets a wider one.
  final func widen() {
    state.pointee.credit.isWide = true
    refill()
  }

  private func refill() {
    let credit = state.pointee.credit
    var more = credit.free
    if credit.isWide, credit.left <= home.plan.window / 2, let connection,
      !connection.isAnybodyWaiting
    {
      let wide = credit.taken + home.plan.window - credit.allowed
      more = max(more, min(wide, more + connection.room(for: self)))
    }
    if credit.isWorthwhile(more) { grant(more) }
  }

  /// The request is with its handler, or of no use: it takes no more room.
  final func releaseRequest() {
    leaveLine()
    account { $0.close() }
  }

  /// Drops bytes of a call that is over. The stream goes on until its trailers have left, and its
  /// peer may want to send before it reads.
  final func drop(_ bytes: Int) {
    state.pointee.credit.drop(bytes)
    let free = state.pointee.credit.free
    guard state.pointee.credit.isWorthwhile(free) else { return }
    state.pointee.credit.allow(free)
    stream?.allow(free)
  }

  // MARK: Standing in line

  /// The call is the first of its connection's line now.
  final func turnBegins() {
    guard takesStream else { return }
    turnTimer = home.loop.schedule(
      at: home.loop.now.advanced(nanoseconds: home.defaultTime), self)
  }

  /// The call has been the first of its line for as long as a request may take.
  final func turnIsLong() {
    turnTimer = nil
    guard state.pointee.credit.isInLine, let connection else { return }
    let isItsOwn = state.pointee.requests.hasMessage || state.pointee.credit.left > 0
    guard isItsOwn, connection.isAnybodyWaiting else {
      turnBegins()
      return
    }
    answer(Status(.resourceExhausted, "a request for which others wait did not come in time"))
  }

  private func leaveLine() {
    guard state.pointee.credit.isInLine else { return }
    state.pointee.credit.isInLine = false
    if let turnTimer { home.loop.cancel(turnTimer) }
    turnTimer = nil
    connection?.leaveLine(self)
  }

  /// Changes the credit, and the room of connection and loop with it.
  private func account(_ change: (inout RequestCredit) -> Void) {
    let before = state.pointee.credit
    change(&state.pointee.credit)
    let after = state.pointee.credit
    home.firstBytes &+= after.withinFirst &- before.withinFirst
    if after.extra != before.extra { connection?.hold(after.extra - before.extra) }
  }
}
