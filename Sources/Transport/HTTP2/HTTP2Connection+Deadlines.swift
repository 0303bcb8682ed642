/// The deadlines of a connection. One timer serves all: it is set for the earliest that somebody
/// asked for, and looks at every deadline when it fires. Nothing is set for a call that ends in
/// time.
extension HTTP2Connection {
  /// Payload of the PING that measures the round trip of a drain.
  static let drainPing: UInt64 = 0x6e69_6172_645f_6873
  /// Payload of the PING that asks whether the peer is there.
  static let keepalivePing: UInt64 = 0x6576_696c_615f_7065

  /// Makes sure that the deadlines are looked at by `time`.
  func watch(until time: MonotonicTime) {
    guard time < timerAt, state != .ended, let clock else { return }
    if let timer { loop.cancel(timer) }
    timer = loop.schedule(at: time, clock)
    timerAt = time
  }

  /// The timer fired: acts on what is due and sets it again for what is to come.
  func deadlinePassed() {
    timer = nil
    timerAt = .distantFuture
    let now = loop.now
    switch state {
    case .ended:
      return
    case .terminating:
      wire?.shut(error)
      return
    case .open:
      break
    }
    if settingsDeadline <= now {
      fail(.settingsTimeout, .timedOut(.settings))
    } else if headerDeadline <= now {
      fail(.enhanceYourCalm, .timedOut(.headerBlock))
    } else if drainDeadline <= now {
      fail(.noError, role == .client && openStreams > 0 ? .timedOut(.drain) : nil)
    } else {
      checkDrain(now)
      checkLife(now)
      checkKeepalive(now)
      checkStalls(now)
    }
    guard state == .open else { return }
    let nearest = min(
      min(settingsDeadline, headerDeadline), min(drainDeadline, finalGoAwayDeadline))
    let later = min(min(keepaliveDeadline, stallCheck), min(idleDeadline, ageDeadline))
    watch(until: min(nearest, later))
  }

  /// A server's connection begins: sets how long it may be idle, and how old it may become.
  func limitLife() {
    let now = loop.now
    if let idle = limits.connectionIdle { idleDeadline = now + idle }
    guard let age = limits.connectionAge else { return }
    let span = Double(MonotonicTime.span(age)) * .random(in: 0.9...1.1)
    ageDeadline = now.advanced(nanoseconds: UInt64(min(span, 9e18)))
  }

  private func checkLife(_ now: MonotonicTime) {
    if ageDeadline <= now {
      leave(grace: limits.connectionAgeGrace, cause: "max_age")
    } else if let idle = limits.connectionIdle, idleDeadline <= now {
      // Looked at now and then, so that the end of a stream need not set it.
      let end = openStreams > 0 ? now + idle : emptySince + idle
      if end <= now {
        leave(grace: limits.drainGrace, cause: "max_idle")
      } else {
        idleDeadline = end
      }
    }
  }

  private func checkDrain(_ now: MonotonicTime) {
    guard finalGoAwayDeadline <= now else { return }
    finalGoAwayDeadline = .distantFuture
    session.goAway(saying: drainCause)
    touch()
  }

  private func checkKeepalive(_ now: MonotonicTime) {
    guard let interval = limits.keepaliveInterval, keepaliveDeadline <= now else { return }
    if keepalivePending {
      wire?.shut(.timedOut(.keepalive))
      return
    }
    let quiet = lastReceived + interval
    if quiet <= now && role == .client && openStreams == 0 && !limits.keepaliveWithoutStreams {
      // Nobody waits for anything: the next stream will ask.
      isKeepaliveAsleep = true
      keepaliveDeadline = .distantFuture
    } else if quiet <= now {
      keepalivePending = true
      session.ping(HTTP2Connection.keepalivePing)
      counters.keepalivesSent &+= 1
      touch()
      keepaliveDeadline = now + limits.keepaliveTimeout
    } else {
      keepaliveDeadline = quiet
    }
  }

  /// The peer is there: the next question comes after the next silence.
  func keepaliveAnswered() {
    keepalivePending = false
    guard let interval = limits.keepaliveInterval else { return }
    keepaliveDeadline = loop.now + interval
    watch(until: keepaliveDeadline)
  }

  /// A stream is opened after a silence in which nobody asked: asks now.
  func wakeKeepalive() {
    isKeepaliveAsleep = false
    keepaliveDeadline = loop.now
    watch(until: keepaliveDeadline)
  }

  /// Resets streams whose bytes the peer's windows have held up for too long.
  private func checkStalls(_ now: MonotonicTime) {
    guard stallCheck <= now else { return }
    stallCheck = .distantFuture
    // While the wire has bytes left, no stream is asked for its own: none of them is to blame.
    let isHeld = wire?.holdsBytes ?? false
    var cursor = firstStream
    while let stream = cursor?.takeUnretainedValue() {
      cursor = stream.next
      guard stream.queuedBytes > 0 else { continue }
      if isHeld { stream.lastProgress = now }
      let limit = stream.lastProgress + limits.writeStallTimeout
      if limit <= now {
        stream.reset(.cancel)
      } else {
        stallCheck = min(stallCheck, limit)
      }
    }
  }
}
