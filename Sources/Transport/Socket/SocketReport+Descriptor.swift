internal import CEpoll
internal import Glibc

extension SocketReport {
  /// Asks the system about a socket.
  ///
  /// - Parameters:
  ///   - descriptor: the socket.
  ///   - isSummary: whether its options are left out.
  init(descriptor: Int32, isSummary: Bool) {
    local = Self.local(descriptor)
    guard !isSummary else { return }
    let known: [(name: String, level: Int32, number: Int32)] = [
      ("SO_SNDBUF", SOL_SOCKET, SO_SNDBUF), ("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF),
      ("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE),
      ("TCP_NODELAY", Int32(IPPROTO_TCP), LINTAS_TCP_NODELAY),
      ("TCP_USER_TIMEOUT", Int32(IPPROTO_TCP), LINTAS_TCP_USER_TIMEOUT),
    ]
    options = known.compactMap { option in
      Self.option(descriptor, option.level, option.number).map { (option.name, $0) }
    }
    tcp = Self.tcp(descriptor)
  }

  /// The value of an option; nil if the socket has none of its kind.
  private static func option(_ descriptor: Int32, _ level: Int32, _ number: Int32) -> Int? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, level, number, &value, &length) == 0 else { return nil }
    return Int(value)
  }

  private static func local(_ descriptor: Int32) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let found = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    return found == 0 ? SocketAddress(storage) : nil
  }

  private static func tcp(_ descriptor: Int32) -> TCPReport? {
    // TCP_INFO: 7 bytes and one of padding, then 21 words; newer kernels add words behind.
    let (option, small, words): (Int32, Int, Int) = (11, 8, 21)
    var bytes = [UInt8](repeating: 0, count: small + 4 * words)
    var length = socklen_t(bytes.count)
    guard getsockopt(descriptor, Int32(IPPROTO_TCP), option, &bytes, &length) == 0,
      Int(length) == bytes.count
    else { return nil }
    return bytes.withUnsafeBytes { bytes in
      TCPReport(
        small: bytes[..<6].map { UInt32($0) } + [UInt32(bytes[6] & 15), UInt32(bytes[6] >> 4)],
        words: (0..<words).map {
          bytes.loadUnaligned(fromByteOffset: small + 4 * $0, as: UInt32.self)
        })
    }
  }
}
