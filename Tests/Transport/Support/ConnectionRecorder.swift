import LintasTransport

/// Remembers what one connection was told; as a server, gives each stream a recorder.
final class ConnectionRecorder: HTTP2ConnectionHandler {
  var connection: HTTP2Connection?
  var ready = false
  var streams: [StreamRecorder] = []
  var goAways: [(lastStreamID: Int32, code: HTTP2ErrorCode)] = []
  var availableCount = 0
  var isClosed = false
  var error: TransportError?
  /// Prepares the recorder of a stream that the peer has opened.
  var onAccept: ((StreamRecorder) -> Void)?

  func connectionReady(_ connection: HTTP2Connection) {
    self.connection = connection
    ready = true
  }

  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler {
    let recorder = StreamRecorder()
    recorder.stream = stream
    streams.append(recorder)
    onAccept?(recorder)
    return recorder
  }

  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {
    goAways.append((lastStreamID, code))
  }

  func streamsAvailable(_ connection: HTTP2Connection) { availableCount += 1 }

  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {
    precondition(!isClosed, "connectionClosed twice")
    isClosed = true
    self.error = error
    self.connection = nil
    // It may hold the recorder.
    onAccept = nil
  }
}

extension ConnectionRecorder {
  /// A server that answers each finished request with its own body and a trailer.
  static func echo() -> ConnectionRecorder {
    let server = ConnectionRecorder()
    server.onAccept = { recorder in
      recorder.onEnd = { stream in
        stream.respond(HeaderList([(":status", "200"), ("content-type", "application/grpc")]))
        recorder.body.withUnsafeBytes { stream.write($0) }
        stream.finish(HeaderList([("grpc-status", "0")]))
      }
    }
    return server
  }
}
