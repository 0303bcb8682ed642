internal import CEpoll
internal import CNghttp2

/// One nghttp2 session: the library's protocol machine of a connection, which frames and parses and
/// does no I/O. This type is the only one that calls it, except for its callbacks.
///
/// The library must not be re-entered: `receive` and `nextOutput` may not be called from its
/// callbacks. All else may; it only queues.
///
/// A value that its connection holds in itself: half of what is called on a call's path goes
/// through here, and a reference to a class would be counted up and down each time.
struct HTTP2Session: ~Copyable {
  private let session: OpaquePointer

  /// A session that calls nobody back yet: see `call`.
  ///
  /// The library fails here only when memory is exhausted.
  init(role: HTTP2Role, limits: TransportLimits) throws(TransportError) {
    var options: OpaquePointer?
    guard nghttp2_option_new(&options) == 0 else { throw HTTP2Session.outOfMemory }
    defer { nghttp2_option_del(options) }
    nghttp2_option_set_no_auto_window_update(options, 1)
    nghttp2_option_set_no_closed_streams(options, 1)
    nghttp2_option_set_no_rfc9113_leading_and_trailing_ws_validation(options, 1)
    nghttp2_option_set_max_outbound_ack(options, limits.queuedAcknowledgements)
    nghttp2_option_set_max_settings(options, limits.settingsEntries)
    nghttp2_option_set_max_continuations(options, limits.continuations)
    nghttp2_option_set_stream_reset_rate_limit(options, limits.resetBurst, limits.resetRate)
    nghttp2_option_set_max_reserved_remote_streams(options, 0)
    // Frames of types that RFC 9113 does not know come to `onUnknownFrame`, to be counted.
    for type in UInt8(0x0a)...UInt8.max {
      nghttp2_option_set_user_recv_extension_type(options, type)
    }
    var created: OpaquePointer?
    let callbacks = HTTP2Callbacks.shared.table
    // Eight blocks a stream that live as long as the stream: the heap was a fourteenth of a call.
    var memory = nghttp2_mem(
      mem_user_data: nil, malloc: lintas_pool_malloc, free: lintas_pool_free,
      calloc: lintas_pool_calloc, realloc: lintas_pool_realloc)
    let result =
      role == .server
      ? nghttp2_session_server_new3(&created, callbacks, nil, options, &memory)
      : nghttp2_session_client_new3(&created, callbacks, nil, options, &memory)
    guard result == 0, let created else { throw HTTP2Session.outOfMemory }
    session = created
    submitSettings(role: role, limits: limits)
  }

  deinit {
    nghttp2_session_del(session)
  }

  /// Has the library call this connection back, which holds the session. Before any bytes.
  func call(_ owner: HTTP2Connection) {
    nghttp2_session_set_user_data(session, Unmanaged.passUnretained(owner).toOpaque())
  }

  private static var outOfMemory: TransportError { .system(call: "nghttp2", code: 12) }

  private func submitSettings(role: HTTP2Role, limits: TransportLimits) {
    func entry(_ id: nghttp2_settings_id, _ value: UInt32) -> nghttp2_settings_entry {
      nghttp2_settings_entry(settings_id: Int32(id.rawValue), value: value)
    }
    var entries = [
      entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(clamping: limits.streamWindow)),
      entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, UInt32(clamping: limits.headerListSize)),
    ]
    switch role {
    case .server:
      entries.append(entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.concurrentStreams))
      entries.append(entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1))
    case .client:
      entries.append(entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
    }
    // Both only queue; the values are valid by construction.
    nghttp2_submit_settings(session, 0, entries, entries.count)
    nghttp2_session_set_local_window_size(session, 0, 0, limits.connectionWindow)
  }

  // MARK: Bytes in and out

  /// Parses bytes of the peer, calling the callbacks.
  ///
  /// - Returns: nil, or why the library cannot go on, and what to tell the peer: the session may
  ///   then only be asked for output.
  func receive(_ bytes: UnsafeRawBufferPointer) -> (code: HTTP2ErrorCode, text: String)? {
    let parsed = nghttp2_session_mem_recv(
      session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    if parsed >= 0 { return nil }
    let error = Int32(clamping: parsed)
    let isFlood =
      error == NGHTTP2_ERR_FLOODED.rawValue || error == NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue
    let text = nghttp2_strerror(error).map { String(cString: $0) } ?? "error \(error)"
    return (isFlood ? .enhanceYourCalm : .protocolError, text)
  }

  /// The next piece of output, valid until the next call; empty when there is none; nil after a
  /// fatal error.
  func nextOutput() -> UnsafeRawBufferPointer? {
    var bytes: UnsafePointer<UInt8>?
    let count = nghttp2_session_mem_send(session, &bytes)
    return count < 0 ? nil : UnsafeRawBufferPointer(start: bytes, count: count)
  }

  /// Whether the session expects more of the peer, or has more to say; neither: it is over.
  var isFinished: Bool {
    nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0
  }

  /// Control frames that wait to be sent.
  var queuedFrames: Int { nghttp2_session_get_outbound_queue_size(session) }

  // MARK: Streams

  /// Opens a stream and gives the library one retain of `stream`.
  ///
  /// - Returns: its identifier, or a negative error.
  func submitRequest(
    _ stream: HTTP2Stream, _ headers: borrowing HeaderList, hasBody: Bool
  ) -> Int32 {
    let retained = Unmanaged.passRetained(stream)
    var provider = dataProvider(for: stream)
    let id = headers.withFields { fields, count in
      withUnsafePointer(to: &provider) {
        nghttp2_submit_request(
          session, nil, fields, count, hasBody ? $0 : nil, retained.toOpaque())
      }
    }
    if id < 0 { retained.release() }
    return id
  }

  /// Sends response HEADERS; with a body, the library then asks `stream` for its bytes.
  func submitResponse(_ stream: HTTP2Stream, _ headers: borrowing HeaderList, hasBody: Bool) {
    var provider = dataProvider(for: stream)
    _ = headers.withFields { fields, count in
      withUnsafePointer(to: &provider) {
        nghttp2_submit_response(session, stream.id, fields, count, hasBody ? $0 : nil)
      }
    }
  }

  /// Sends the trailers of a stream whose bytes are all framed.
  func submitTrailers(_ id: Int32, _ headers: borrowing HeaderList) {
    _ = headers.withFields { fields, count in
      nghttp2_submit_trailer(session, id, fields, count)
    }
  }

  /// Asks a stream again that had nothing to send.
  func resume(_ id: Int32) {
    nghttp2_session_resume_data(session, id)
  }

  /// Resets a stream.
  func reset(_ id: Int32, _ code: HTTP2ErrorCode) {
    nghttp2_submit_rst_stream(session, 0, id, code.rawValue)
  }

  /// Gives a stream's flow-control credit back.
  func consume(stream id: Int32, _ bytes: Int) {
    nghttp2_session_consume_stream(session, id, bytes)
  }

  /// Gives a stream flow-control credit, for bytes that came or beyond its window.
  func allow(stream id: Int32, _ bytes: Int) {
    nghttp2_submit_window_update(session, 0, id, Int32(clamping: bytes))
  }

  /// Gives the connection's flow-control credit back.
  func consume(connection bytes: Int) {
    nghttp2_session_consume_connection(session, bytes)
  }

  /// The stream object that an identifier stands for; nil if it is closed.
  func stream(_ id: Int32) -> Unmanaged<HTTP2Stream>? {
    nghttp2_session_get_stream_user_data(session, id).map { Unmanaged.fromOpaque($0) }
  }

  /// Attaches a stream object that the peer has opened, with one retain of it.
  func attach(_ stream: HTTP2Stream) {
    nghttp2_session_set_stream_user_data(
      session, stream.id, Unmanaged.passRetained(stream).toOpaque())
  }

  // MARK: The connection

  /// Queues a PING with eight bytes of payload.
  func ping(_ payload: UInt64) {
    withUnsafeBytes(of: payload) { bytes in
      _ = nghttp2_submit_ping(
        session, 0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Tells the peer to open no more streams, naming none that was refused.
  func announceShutdown() {
    nghttp2_submit_shutdown_notice(session)
  }

  /// Tells the peer which streams were accepted; the session is over when they have ended.
  ///
  /// - Parameter word: debug data, for people and for clients that know some of them.
  func goAway(_ code: HTTP2ErrorCode = .noError, saying word: StaticString = "") {
    nghttp2_submit_goaway(
      session, 0, nghttp2_session_get_last_proc_stream_id(session), code.rawValue,
      word.utf8Start, word.utf8CodeUnitCount)
  }

  /// Ends the session: after one GOAWAY nothing is read or written.
  func terminate(_ code: HTTP2ErrorCode) {
    nghttp2_session_terminate_session(session, code.rawValue)
  }

  /// Streams that the peer lets this side have open at a time.
  var peerConcurrentStreams: UInt32 {
    nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
  }

  /// Size of a header list that the peer takes.
  var peerHeaderListSize: UInt32 {
    nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE)
  }

  /// Bytes that the peer may send on the connection.
  var localWindow: Int { Int(nghttp2_session_get_local_window_size(session)) }

  /// Bytes that this side may send on the connection.
  var remoteWindow: Int { Int(nghttp2_session_get_remote_window_size(session)) }

  /// The identifier of the next stream that this side opens.
  var nextStreamID: UInt32 {
    get { nghttp2_session_get_next_stream_id(session) }
    nonmutating set { nghttp2_session_set_next_stream_id(session, Int32(clamping: newValue)) }
  }
}
