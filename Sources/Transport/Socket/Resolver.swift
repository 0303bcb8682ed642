internal import Glibc

/// Turns host names into addresses. The system's resolver blocks, so it runs on threads of its own.
enum Resolver {
  /// Two threads for the life of the process; nil if the machine has none left.
  private static let workers = try? WorkerPool.start(name: "resolver", threads: 2, capacity: 256)

  /// The addresses of `host`, in the order in which they should be tried.
  static nonisolated(nonsending) func addresses(
    of host: String, port: UInt16
  ) async throws(TransportError) -> [SocketAddress] {
    if let address = SocketAddress(literal: host, port: port) { return [address] }
    guard let workers else { throw .resolution(host: host, reason: "no thread to ask") }
    let answer = try await workers.run { () throws(TransportError) in
      try lookUp(host, port: port)
    }
    guard let answer else { throw .resolution(host: host, reason: "too many questions at a time") }
    return answer
  }

  /// Asks the system; blocks.
  private static func lookUp(
    _ host: String, port: UInt16
  ) throws(TransportError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var first: UnsafeMutablePointer<addrinfo>?
    let failure = getaddrinfo(host, nil, &hints, &first)
    guard failure == 0 else {
      let reason = gai_strerror(failure).map { String(cString: $0) } ?? "error \(failure)"
      throw .resolution(host: host, reason: reason)
    }
    defer { freeaddrinfo(first) }
    var found: [SocketAddress] = []
    var next = first
    while let entry = next {
      next = entry.pointee.ai_next
      var storage = sockaddr_storage()
      guard let source = entry.pointee.ai_addr else { continue }
      let length = min(Int(entry.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
      withUnsafeMutableBytes(of: &storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: length))
      }
      if let address = SocketAddress(storage)?.with(port: port) { found.append(address) }
    }
    guard !found.isEmpty else { throw .resolution(host: host, reason: "no address") }
    return found
  }
}
