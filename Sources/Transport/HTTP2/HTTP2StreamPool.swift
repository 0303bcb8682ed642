/// Stream objects of one loop that wait to be used again, with their queues and header lists.
final class HTTP2StreamPool {
  /// Enough for the streams of a busy turn; more are freed.
  private static let capacity = 1024

  @exclusivity(unchecked) private var idle: [HTTP2Stream] = []

  /// A stream object for `connection`.
  func take(for connection: HTTP2Connection) -> HTTP2Stream {
    guard let stream = idle.popLast() else { return HTTP2Stream(connection: connection) }
    stream.reuse(for: connection)
    return stream
  }

  /// Takes the caller's reference to a closed stream and keeps the object, unless somebody else
  /// still holds it: then it must not change under him.
  func give(_ stream: inout HTTP2Stream?) {
    if isKnownUniquelyReferenced(&stream), idle.count < HTTP2StreamPool.capacity,
      let idler = stream
    {
      idle.append(idler)
    }
    stream = nil
  }

  /// Objects that wait; for tests.
  var count: Int { idle.count }
}
