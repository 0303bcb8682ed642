internal import Glibc

/// What goes out, and what becomes of it.
extension HTTP2Connection {
  /// Notes that there may be output; the wire asks for it at the end of the turn.
  func touch() {
    guard !isTouched, let wire else { return }
    isTouched = true
    loop.atTurnEnd(wire)
  }

  /// Fills `buffer` with output. Called by the wire, repeatedly while it comes back full.
  ///
  /// - Returns: bytes filled; fewer than `buffer.count` when there is no more.
  func produce(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let base = buffer.baseAddress, state != .ended else { return 0 }
    var used = 0
    while used < buffer.count {
      if unsent.count == 0 {
        if isLastWordSent { break }
        guard let piece = session.nextOutput() else {
          if error == nil { error = .http2(.internalError, "the library cannot send") }
          state = .terminating
          break
        }
        unsent = piece
        if unsent.count == 0 { break }
      }
      let count = min(unsent.count, buffer.count - used)
      if let source = unsent.baseAddress { memcpy(base + used, source, count) }
      used += count
      unsent = UnsafeRawBufferPointer(rebasing: unsent[count...])
    }
    deliverClosed()
    deliverAvailability()
    if queuedBytes > 0 && stallCheck == .distantFuture {
      stallCheck = loop.now + limits.writeStallTimeout
      watch(until: stallCheck)
    }
    return used
  }

  /// Whether everything is said and done, so that the wire may close once its bytes are out.
  var isFinished: Bool { state == .terminating || session.isFinished }

  // MARK: Called by the library from within `HTTP2Session.nextOutput`

  func contentSent(_ id: Int32, length: Int, endStream: Bool) {
    lastSentStream = max(lastSentStream, id)
    pingStrikes.isPardoned = true
    // A peer that opens its window by single bytes gets few bytes for many frames.
    pingAllowance = min(pingAllowance + (length < 256 ? 1 : 2), 1000)
    guard endStream, let stream = session.stream(id) else { return }
    stream._withUnsafeGuaranteedRef { stream in
      stream.localEnded = true
      stream.outgoing = .done
      if role == .server, !stream.peerEnded, !stream.resetRequested {
        stream.resetRequested = true
        session.reset(id, .noError)
      }
    }
  }

  /// A request whose HEADERS could not leave: refused if the peer's GOAWAY came first; otherwise,
  /// as by its size, it would fail again. The library calls both refused.
  func requestNotSent(_ id: Int32, _ code: HTTP2ErrorCode) {
    session.stream(id)?._withUnsafeGuaranteedRef { $0.unsentCode = code }
  }

  /// The head or the trailers of a stream that is still open cannot be sent: the peer would wait
  /// for them.
  func answerNotSent(_ id: Int32) {
    session.stream(id)?._withUnsafeGuaranteedRef { $0.reset(.internalError) }
  }

  func resetSent(_ id: Int32) {
    if let stream = session.stream(id)?.takeUnretainedValue(), stream.resetRequested { return }
    // A reset that nobody here asked for: the peer provoked it.
    guard pendingFailure == nil, !provokedResets.take(now: loop.now) else { return }
    pendingFailure = (.enhanceYourCalm, .http2(.enhanceYourCalm, "too many streams went wrong"))
  }

  func goAwaySent(_ code: HTTP2ErrorCode, reason: UnsafeRawBufferPointer) {
    isDraining = true
    guard code != .noError else { return }
    if state == .terminating, lastWord != nil { isLastWordSent = true }
    if error == nil { error = .http2(code, String(decoding: reason, as: UTF8.self)) }
  }

  // MARK: Streams that end

  /// Called by the library, from within either function; the handler is told when it has returned.
  func streamClosed(_ id: Int32, _ code: HTTP2ErrorCode) {
    guard let retained = session.stream(id) else { return }
    let stream = retained.takeRetainedValue()
    guard !stream.isClosed else { return }
    if let code = stream.unsentCode, !stream.resetRequested {
      stream.ending = code == .refusedStream ? .neverSent : .reset(code)
    } else {
      stream.ending = code == .noError ? .finished : .reset(code)
    }
    if case .finished = stream.ending {
      counters.streamsSucceeded &+= 1
    } else {
      counters.streamsFailed &+= 1
    }
    unlink(stream)
    closedStreams.append(stream)
  }

  /// Tells the handlers of streams that have ended, at a point where the library is not running.
  func deliverClosed() {
    if closedStreams.isEmpty { return }
    var closed: [HTTP2Stream] = []
    swap(&closed, &closedStreams)
    var stream = closed.popLast()
    while stream != nil {
      let handler = stream?.handler
      let ending = stream?.ending ?? .finished
      stream?.handler = nil
      handler?.closed(ending)
      loop.streamPool.give(&stream)
      stream = closed.popLast()
    }
    if closedStreams.isEmpty { swap(&closed, &closedStreams) }
  }

  /// Tells a client's handler that streams may be opened again, if it has been told otherwise.
  func deliverAvailability() {
    guard wasBlocked, role == .client, state == .open, canOpenStream else { return }
    wasBlocked = false
    handler?.streamsAvailable(self)
  }

  /// Puts a stream on the list of open ones.
  func link(_ stream: HTTP2Stream) {
    stream.previous = nil
    stream.next = firstStream
    firstStream?._withUnsafeGuaranteedRef { $0.previous = Unmanaged.passUnretained(stream) }
    firstStream = Unmanaged.passUnretained(stream)
    openStreams += 1
    streamsOpened += 1
    counters.lastStream = loop.now
  }

  /// Takes a stream off the list and makes it deaf.
  func unlink(_ stream: HTTP2Stream) {
    if let previous = stream.previous {
      previous._withUnsafeGuaranteedRef { $0.next = stream.next }
    } else {
      firstStream = stream.next
    }
    stream.next?._withUnsafeGuaranteedRef { $0.previous = stream.previous }
    stream.next = nil
    stream.previous = nil
    if headerStream?.toOpaque() == Unmanaged.passUnretained(stream).toOpaque() {
      headerStream = nil
      headerDeadline = .distantFuture
    }
    stream.dropQueue()
    stream.isClosed = true
    openStreams -= 1
    emptySince = loop.now
  }
}
