internal import CNghttp2

// Safety: the table is written before `shared` is published and only read by the library after.
/// The table of functions by which nghttp2 calls a connection back: made once, shared by all
/// sessions, never changed. Each function recovers the connection from the session's user data.
final class HTTP2Callbacks: @unchecked Sendable {
  /// The one table of the process.
  static let shared = HTTP2Callbacks()

  /// What sessions are created with.
  let table: OpaquePointer?

  private init() {
    var callbacks: OpaquePointer?
    // Fails only when memory is exhausted; creating a session without a table then fails too.
    guard nghttp2_session_callbacks_new(&callbacks) == 0 else {
      table = nil
      return
    }
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, onBeginFrame)
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, onBeginHeaders)
    nghttp2_session_callbacks_set_on_header_callback(callbacks, onHeader)
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, onData)
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, onFrameReceived)
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, onFrameSent)
    nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks, onFrameNotSent)
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, onStreamClosed)
    nghttp2_session_callbacks_set_unpack_extension_callback(callbacks, onUnknownFrame)
    table = callbacks
  }
}

/// Calls `body` with the connection behind a session's user data.
@inline(__always)
private func withConnection<Result>(
  _ userData: UnsafeMutableRawPointer?, otherwise: Result, _ body: (HTTP2Connection) -> Result
) -> Result {
  guard let userData else { return otherwise }
  return Unmanaged<HTTP2Connection>.fromOpaque(userData)._withUnsafeGuaranteedRef(body)
}

private func onBeginFrame(
  _ session: OpaquePointer?, _ header: UnsafePointer<nghttp2_frame_hd>?,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  // Told here, since the library says no more of a PRIORITY that it has been told to ignore.
  guard let header = header?.pointee else { return 0 }
  if header.type == LINTAS_FRAME_PRIORITY {
    withConnection(userData, otherwise: ()) { $0.countGlitch() }
  } else if header.type == LINTAS_FRAME_HEADERS {
    withConnection(userData, otherwise: ()) { $0.headersFrameBegins(header.stream_id) }
  }
  return 0
}

private func onUnknownFrame(
  _ session: OpaquePointer?, _ payload: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  _ header: UnsafePointer<nghttp2_frame_hd>?, _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  withConnection(userData, otherwise: ()) { $0.countGlitch() }
  return NGHTTP2_ERR_CANCEL.rawValue
}

private func onBeginHeaders(
  _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame else { return 0 }
  let id = frame.pointee.hd.stream_id
  let opens = frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
  withConnection(userData, otherwise: ()) { $0.headerBlockBegins(id, opensStream: opens) }
  return 0
}

private func onHeader(
  _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ name: UnsafePointer<UInt8>?, _ nameCount: Int, _ value: UnsafePointer<UInt8>?,
  _ valueCount: Int, _ flags: UInt8, _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  let name = UnsafeRawBufferPointer(start: name, count: nameCount)
  let value = UnsafeRawBufferPointer(start: value, count: valueCount)
  let accepted = withConnection(userData, otherwise: false) { $0.headerField(name, value) }
  return accepted ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
}

private func onData(
  _ session: OpaquePointer?, _ flags: UInt8, _ id: Int32, _ data: UnsafePointer<UInt8>?,
  _ count: Int, _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: data, count: count)
  withConnection(userData, otherwise: ()) { $0.dataReceived(id, bytes) }
  return 0
}

private func onFrameReceived(
  _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame else { return 0 }
  let header = frame.pointee.hd
  withConnection(userData, otherwise: ()) { connection in
    switch header.type {
    case LINTAS_FRAME_HEADERS:
      connection.headerBlockEnds(
        header.stream_id, endStream: header.flags & LINTAS_FLAG_END_STREAM != 0)
    case LINTAS_FRAME_DATA:
      connection.dataFrameEnds(
        header.stream_id, isEmpty: header.length == frame.pointee.data.padlen,
        padding: frame.pointee.data.padlen,
        endStream: header.flags & LINTAS_FLAG_END_STREAM != 0)
    case LINTAS_FRAME_SETTINGS:
      connection.settingsReceived(isAcknowledgement: header.flags & LINTAS_FLAG_ACK != 0)
    case LINTAS_FRAME_PING:
      if header.flags & LINTAS_FLAG_ACK != 0 {
        connection.pingAnswered(payload(of: frame.pointee.ping))
      } else {
        connection.pingReceived()
      }
    case LINTAS_FRAME_GOAWAY:
      connection.goAwayReceived(
        lastStreamID: frame.pointee.goaway.last_stream_id,
        code: HTTP2ErrorCode(rawValue: frame.pointee.goaway.error_code),
        reason: UnsafeRawBufferPointer(
          start: frame.pointee.goaway.opaque_data, count: frame.pointee.goaway.opaque_data_len))
    case LINTAS_FRAME_WINDOW_UPDATE:
      connection.countPing()
    default:
      break
    }
  }
  return 0
}

private func onFrameNotSent(
  _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ error: Int32,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame, frame.pointee.hd.type == LINTAS_FRAME_HEADERS else { return 0 }
  let id = frame.pointee.hd.stream_id
  withConnection(userData, otherwise: ()) { connection in
    if frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST {
      let isOvertaken = error == NGHTTP2_ERR_START_STREAM_NOT_ALLOWED.rawValue
      connection.requestNotSent(id, isOvertaken ? .refusedStream : .internalError)
    } else {
      connection.answerNotSent(id)
    }
  }
  return 0
}

private func onFrameSent(
  _ session: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame else { return 0 }
  let header = frame.pointee.hd
  withConnection(userData, otherwise: ()) { connection in
    switch header.type {
    case LINTAS_FRAME_HEADERS, LINTAS_FRAME_DATA:
      connection.contentSent(
        header.stream_id, length: header.length,
        endStream: header.flags & LINTAS_FLAG_END_STREAM != 0)
    case LINTAS_FRAME_RST_STREAM:
      connection.resetSent(header.stream_id)
    case LINTAS_FRAME_GOAWAY:
      let goAway = frame.pointee.goaway
      let reason = UnsafeRawBufferPointer(start: goAway.opaque_data, count: goAway.opaque_data_len)
      connection.goAwaySent(HTTP2ErrorCode(rawValue: goAway.error_code), reason: reason)
    default:
      break
    }
  }
  return 0
}

private func onStreamClosed(
  _ session: OpaquePointer?, _ id: Int32, _ code: UInt32, _ userData: UnsafeMutableRawPointer?
) -> Int32 {
  withConnection(userData, otherwise: ()) { $0.streamClosed(id, HTTP2ErrorCode(rawValue: code)) }
  return 0
}

private func payload(of ping: nghttp2_ping) -> UInt64 {
  withUnsafeBytes(of: ping.opaque_data) { $0.loadUnaligned(as: UInt64.self) }
}

/// Where a stream's DATA frames come from. The library asks while it builds output.
func dataProvider(for stream: HTTP2Stream) -> nghttp2_data_provider {
  nghttp2_data_provider(
    source: nghttp2_data_source(ptr: Unmanaged.passUnretained(stream).toOpaque()),
    read_callback: readStream)
}

private func readStream(
  _ session: OpaquePointer?, _ id: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ length: Int,
  _ flags: UnsafeMutablePointer<UInt32>?, _ source: UnsafeMutablePointer<nghttp2_data_source>?,
  _ userData: UnsafeMutableRawPointer?
) -> Int {
  guard let buffer, let flags, let pointer = source?.pointee.ptr else {
    return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
  }
  // Safety: the stream is retained by the library's user data from its opening to its closing, and
  // the library asks for no data after that.
  return Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef { stream in
    switch stream.frame(into: buffer, limit: length) {
    case .bytes(let count):
      return count
    case .nothingYet:
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    case .last(let count):
      flags.pointee |= LINTAS_DATA_END
      return count
    case .lastBeforeTrailers(let count):
      flags.pointee |= LINTAS_DATA_END_BEFORE_TRAILERS
      return count
    }
  }
}
