/// Stream objects of one loop that wait to be used again, with their queues and header lists.
final class HTTP2StreamPool {
  /// Enough for the streams of a busy turn; more are freed.
  private static let capacity = 1024

  private var idle: [HTTP2Stream] = []

  /// A stream object for `connection`.
  func take(for connection: HTTP2Connection) -> HTTP2Stream {
    guard let stream = idle.popLast() else { return HTTP2Stream(connection: connection) }
    stream.reuse(for: connection)
    return stream
  }

  /// Keeps a closed stream, unless somebody still holds it: then it must not change under him.
  func give(_ stream: consuming HTTP2Stream) {
    var stream = stream
    guard isKnownUniquelyReferenced(&stream), idle.count < HTTP2StreamPool.capacity else { return }
    idle.append(stream)
  }
}
