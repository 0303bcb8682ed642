internal import Glibc

/// Where a socket is: an IPv4 or IPv6 address with a port, or the path of a Unix socket.
public struct SocketAddress: Hashable, Sendable {
  /// The kind of address.
  public enum Family: Hashable, Sendable {
    /// IPv4.
    case v4
    /// IPv6.
    case v6
    /// A socket of this machine that stands in the file system.
    case unix
  }

  /// The most bytes of a Unix socket's path, without the NUL behind it.
  private static let mostPathBytes = 107

  /// The kind of address.
  public let family: Family
  /// The port, in the machine's order of bytes; 0 for a Unix socket.
  public let port: UInt16
  /// The 4 or 16 bytes of the address, as on the wire, in the first bytes of the two words.
  private let words: (UInt64, UInt64)
  /// The interface that a link-local IPv6 address belongs to; 0 for all others.
  private let scope: UInt32
  /// The path of a Unix socket; empty for one without a name, and for all others.
  public let path: String

  /// The address that a literal such as `127.0.0.1` or `::1` stands for; nil if it is none.
  public init?(literal: String, port: UInt16) {
    var words: (UInt64, UInt64) = (0, 0)
    self.port = port
    scope = 0
    path = ""
    if withUnsafeMutableBytes(of: &words, { inet_pton(AF_INET, literal, $0.baseAddress) }) == 1 {
      family = .v4
    } else if withUnsafeMutableBytes(of: &words, { inet_pton(AF_INET6, literal, $0.baseAddress) })
      == 1
    {
      family = .v6
    } else {
      return nil
    }
    self.words = words
  }

  /// The address of a Unix socket; nil if the path is empty, longer than 107 bytes or holds a NUL.
  public init?(unix path: String) {
    let bytes = path.utf8
    guard !bytes.isEmpty, bytes.count <= SocketAddress.mostPathBytes, !bytes.contains(0) else {
      return nil
    }
    self.init(family: .unix, port: 0, words: (0, 0), scope: 0, path: path)
  }

  /// The address in a socket address structure of the system; nil for other families.
  init?(_ storage: sockaddr_storage) {
    var words: (UInt64, UInt64) = (0, 0)
    switch Int32(storage.ss_family) {
    case AF_INET:
      let address = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: sockaddr_in.self) }
      withUnsafeMutableBytes(of: &words) { target in
        withUnsafeBytes(of: address.sin_addr) { target.copyMemory(from: $0) }
      }
      family = .v4
      port = UInt16(bigEndian: address.sin_port)
      scope = 0
      path = ""
    case AF_INET6:
      let address = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: sockaddr_in6.self) }
      withUnsafeMutableBytes(of: &words) { target in
        withUnsafeBytes(of: address.sin6_addr) { target.copyMemory(from: $0) }
      }
      family = .v6
      port = UInt16(bigEndian: address.sin6_port)
      scope = address.sin6_scope_id
      path = ""
    case AF_UNIX:
      let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
      path = withUnsafeBytes(of: storage) { bytes in
        String(
          decoding: bytes[offset...].prefix(SocketAddress.mostPathBytes).prefix { $0 != 0 },
          as: UTF8.self)
      }
      family = .unix
      port = 0
      scope = 0
    default:
      return nil
    }
    self.words = words
  }

  /// The same address with another port.
  public func with(port: UInt16) -> SocketAddress {
    SocketAddress(family: family, port: port, words: words, scope: scope, path: path)
  }

  private init(
    family: Family, port: UInt16, words: (UInt64, UInt64), scope: UInt32, path: String
  ) {
    self.path = path
    self.family = family
    self.port = port
    self.words = words
    self.scope = scope
  }

  /// The system's number of the family.
  var systemFamily: Int32 {
    switch family {
    case .v4: AF_INET
    case .v6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// Calls `body` with the address as the system takes it.
  func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var storage = sockaddr_storage()
    let length: Int
    switch family {
    case .v4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      copyAddress(to: &address.sin_addr)
      length = MemoryLayout<sockaddr_in>.size
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in.self) }
    case .v6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_scope_id = scope
      copyAddress(to: &address.sin6_addr)
      length = MemoryLayout<sockaddr_in6>.size
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in6.self) }
    case .unix:
      storage.ss_family = sa_family_t(AF_UNIX)
      let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
      withUnsafeMutableBytes(of: &storage) { bytes in
        for (index, byte) in path.utf8.enumerated() { bytes[offset + index] = byte }
      }
      length = MemoryLayout<sockaddr_un>.size
    }
    return withUnsafePointer(to: storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }

  private func copyAddress<Address>(to address: inout Address) {
    withUnsafeMutableBytes(of: &address) { target in
      withUnsafeBytes(of: words) {
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(target.count)))
      }
    }
  }

  /// The address without its port, as people write it; of a Unix socket its path.
  public var host: String {
    if family == .unix { return path }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      let written = withUnsafeBytes(of: words) {
        inet_ntop(systemFamily, $0.baseAddress, text.baseAddress, socklen_t(text.count))
      }
      guard written != nil, let start = text.baseAddress else { return "?" }
      return String(cString: start)
    }
  }

  /// The 4 or 16 bytes of the address, as on the wire; none for a Unix socket.
  public var bytes: [UInt8] {
    let count = family == .v4 ? 4 : family == .v6 ? 16 : 0
    return withUnsafeBytes(of: words) { Array($0.prefix(count)) }
  }

  /// Whether two addresses name the same place.
  public static func == (left: SocketAddress, right: SocketAddress) -> Bool {
    left.family == right.family && left.port == right.port && left.words == right.words
      && left.scope == right.scope && left.path == right.path
  }

  /// Feeds all parts of the address to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(family)
    hasher.combine(port)
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(scope)
    hasher.combine(path)
  }
}

extension SocketAddress: CustomStringConvertible {
  /// Address and port, as in a URL; for a Unix socket, `unix:` and its path.
  public var description: String {
    switch family {
    case .v4: "\(host):\(port)"
    case .v6: "[\(host)]:\(port)"
    case .unix: "unix:\(path)"
    }
  }
}
