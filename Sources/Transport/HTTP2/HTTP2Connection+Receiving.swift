/// What the peer sends: called by the library from within `HTTP2Session.receive`.
extension HTTP2Connection {
  /// Parses bytes of the peer. Called by the wire.
  func receive(_ bytes: UnsafeRawBufferPointer) {
    guard state == .open else { return }
    lastReceived = loop.now
    if keepalivePending { keepaliveAnswered() }
    let failure = session.receive(bytes)
    deliverClosed()
    deliverAvailability()
    if let failure {
      fail(failure.code, .http2(failure.code, failure.text))
    } else if let failure = pendingFailure {
      fail(failure.code, failure.error)
    } else if isPestered {
      fail(.enhanceYourCalm, .http2(.enhanceYourCalm, "too many pings"), saying: "too_many_pings")
    } else if session.queuedFrames - openStreams > limits.queuedFrames {
      // A frame a stream may be of our own making: a client's requests that wait for the socket.
      fail(.enhanceYourCalm, .http2(.enhanceYourCalm, "too many frames to send"))
    }
    if headerDeadline != .distantFuture { watch(until: headerDeadline) }
    touch()
  }

  // MARK: Headers

  /// A HEADERS frame begins. One for a stream that is closed, or that was passed over, is decoded
  /// and ignored by the library: work for nothing.
  func headersFrameBegins(_ id: Int32) {
    guard role == .server, id <= lastPeerStream, session.stream(id) == nil else { return }
    countGlitch()
  }

  func headerBlockBegins(_ id: Int32, opensStream: Bool) {
    headerFields = 0
    headerListSize = 0
    headerDeadline = loop.now.advanced(nanoseconds: headerBlockTime)
    guard role == .server, opensStream else {
      headerStream = find(id)
      headerStream?._withUnsafeGuaranteedRef { $0.isInterim = false }
      return
    }
    lastPeerStream = id
    let stream = loop.streamPool.take(for: self)
    stream.id = id
    session.attach(stream)
    link(stream)
    lastFound = (id, .passUnretained(stream))
    headerStream = .passUnretained(stream)
    stream.handler = handler?.accept(stream)
  }

  /// One field; false when the block passes a limit: the library then resets the stream and only
  /// decodes the rest.
  func headerField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    guard let headerStream else { return true }
    headerFields += 1
    headerListSize += name.count + value.count + 32
    return headerStream._withUnsafeGuaranteedRef { stream in
      guard headerFields <= limits.headerFields, headerListSize <= limits.headerListSize else {
        session.reset(stream.id, .enhanceYourCalm)
        return false
      }
      if role == .client, name.first == UInt8(ascii: ":"), value.first == UInt8(ascii: "1") {
        stream.isInterim = true
      }
      if !stream.isInterim, !stream.resetRequested {
        stream.tell { $0.header(name, trimmed(value)) }
      }
      return true
    }
  }

  /// Removes the spaces and tabs around a field's value (RFC 9110 section 5.5).
  private func trimmed(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let first = value.first, let last = value.last, isBlank(first) || isBlank(last) else {
      return value
    }
    var start = 0
    var end = value.count
    while start < end, isBlank(value[start]) { start += 1 }
    while end > start, isBlank(value[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: value[start..<end])
  }

  func headerBlockEnds(_ id: Int32, endStream: Bool) {
    headerDeadline = .distantFuture
    guard let stream = headerStream else { return }
    stream._withUnsafeGuaranteedRef { stream in
      guard stream.id == id, !stream.isClosed else { return }
      headerStream = nil
      if stream.isInterim { countGlitch() } else { pingAllowance = min(pingAllowance + 4, 1000) }
      if !stream.isInterim, !stream.resetRequested {
        stream.tell { $0.headersComplete(endStream: endStream) }
      }
      if endStream { peerFinished(stream) }
    }
  }

  // MARK: Data

  func dataReceived(_ id: Int32, _ bytes: UnsafeRawBufferPointer) {
    session.consume(connection: bytes.count)
    guard let stream = find(id) else { return }
    stream._withUnsafeGuaranteedRef { stream in
      if stream.resetRequested || !stream.tell({ $0.data(bytes) }) {
        session.consume(stream: id, bytes.count)
      }
    }
  }

  /// - Parameters:
  ///   - isEmpty: the frame carries nothing, or nothing but padding.
  ///   - padding: bytes of padding, with the one that tells how many.
  func dataFrameEnds(_ id: Int32, isEmpty: Bool, padding: Int, endStream: Bool) {
    if endStream {
      find(id)?._withUnsafeGuaranteedRef { peerFinished($0) }
      return
    }
    // The library keeps its credit until it is half a window, and a handler that gives just what
    // its stream needs would wait for it.
    if padding > 0, role == .server { session.allow(stream: id, padding) }
    if isEmpty {
      countGlitch()
    }
  }

  private func peerFinished(_ stream: HTTP2Stream) {
    stream.peerEnded = true
    guard !stream.resetRequested else { return }
    stream.tell { $0.end() }
    // A response that ends before the request does wants no more of it (RFC 9113 section 8.1).
    if role == .client, stream.outgoing == .open || stream.queuedBytes > 0 {
      stream.reset(.noError)
    }
  }

  // MARK: The connection's own frames

  func settingsReceived(isAcknowledgement: Bool) {
    if isAcknowledgement {
      settingsAcknowledged = true
    } else {
      if isReady { countGlitch() }
      let first = !isReady
      isReady = true
      if first { handler?.connectionReady(self) }
    }
    if isReady && settingsAcknowledged { settingsDeadline = .distantFuture }
  }

  func pingAnswered(_ payload: UInt64) {
    countPing()
    guard payload == HTTP2Connection.drainPing, finalGoAwayDeadline != .distantFuture else {
      return
    }
    finalGoAwayDeadline = .distantFuture
    session.goAway(saying: drainCause)
  }

  func goAwayReceived(lastStreamID: Int32, code: HTTP2ErrorCode, reason: UnsafeRawBufferPointer) {
    isDraining = true
    // A drain takes two; more are noise.
    if goAwayCode != nil { countGlitch() }
    goAwayCode = code.rawValue
    if code == .enhanceYourCalm, reason.elementsEqual("too_many_pings".utf8) {
      isTiredOfPings = true
    }
    if code != .noError, error == nil {
      error = .http2(code, "the peer sent GOAWAY" + HTTP2Connection.quoted(reason))
    }
    handler?.connectionDraining(self, lastStreamID: lastStreamID, code: code)
  }

  /// The start of a peer's debug data, fit for a line of a log: printable ASCII only.
  private static func quoted(_ reason: UnsafeRawBufferPointer) -> String {
    if reason.isEmpty { return "" }
    let text = reason.prefix(128).map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
    return ": " + String(decoding: text, as: UTF8.self)
  }

  /// A PING that is no answer. A server bears them only now and then, whatever else it bears.
  func pingReceived() {
    countPing()
    guard role == .server else { return }
    let isBorne = pingStrikes.bears(
      pingAt: loop.now, hasStreams: openStreams > 0, limits: limits)
    if !isBorne { isPestered = true }
  }

  // MARK: Floods

  /// A frame that cost work and brought nothing.
  func countGlitch() {
    guard pendingFailure == nil, !glitches.take(now: loop.now) else { return }
    pendingFailure = (
      .enhanceYourCalm, .http2(.enhanceYourCalm, "too many frames without content")
    )
  }

  /// A PING or WINDOW_UPDATE. Honest peers send them in answer to what they are sent, some with
  /// every frame; each stream and frame of content pays for a few, beyond that they are glitches.
  func countPing() {
    if pingAllowance > 0 {
      pingAllowance -= 1
    } else {
      countGlitch()
    }
  }
}
