internal import COpenSSL
internal import Glibc
internal import Synchronization

/// What a server seals its session tickets with. Whoever has the key of a ticket and a recording
/// can pretend to be the server to its clients until the ticket ends, so keys stay in memory and
/// are replaced: each seals for one `lifetime`, opens for one more, and is wiped.
///
/// Share one object among all contexts of a server, so that a client resumes at any of its
/// listeners and after its certificates were read anew. From any thread.
public final class TLSTicketKeys: Sendable {
  /// The keys that are in use.
  private struct Ring {
    var current: TLSTicketKey
    var previous: TLSTicketKey?
    var since: MonotonicTime
  }

  private let lifetime: Duration
  private let ring: Mutex<Ring>

  /// New keys.
  ///
  /// - Parameter lifetime: how long tickets are good, and how long a key seals; at most the seven
  ///   days of RFC 8446.
  public init(lifetime: Duration = .seconds(12 * 60 * 60)) {
    self.lifetime = min(max(lifetime, .seconds(1)), .seconds(7 * 24 * 60 * 60))
    ring = Mutex(Ring(current: TLSTicketKey(), since: .now))
  }

  /// How long tickets are good.
  var lifetimeSeconds: Int { Int(clamping: lifetime.components.seconds) }

  /// Takes a new key into use, before its time: the present one opens tickets until the next
  /// change, the one before it no more.
  public func rotate() {
    ring.withLock { TLSTicketKeys.rotate(&$0, at: .now) }
  }

  /// The key that seals now.
  var sealing: TLSTicketKey {
    ring.withLock { ring in
      advance(&ring)
      return ring.current
    }
  }

  /// The key of a name; nil if it is wiped or was never there.
  func opening(_ name: UnsafeRawBufferPointer) -> TLSTicketKey? {
    ring.withLock { ring in
      advance(&ring)
      if ring.current.hasName(name) { return ring.current }
      guard let previous = ring.previous, previous.hasName(name) else { return nil }
      return previous
    }
  }

  /// Replaces keys whose time is over. Done when they are used: nobody has to run a clock.
  private func advance(_ ring: inout Ring) {
    let now = MonotonicTime.now
    guard ring.since + lifetime <= now else { return }
    let isLongAgo = ring.since + lifetime + lifetime <= now
    TLSTicketKeys.rotate(&ring, at: now)
    if isLongAgo { ring.previous = nil }
  }

  private static func rotate(_ ring: inout Ring, at now: MonotonicTime) {
    ring = Ring(current: TLSTicketKey(), previous: ring.current, since: now)
  }
}

/// Seals a ticket or opens one: the library asks for the key and does the rest. Returns 1, 0 for a
/// ticket whose key is gone, or -1.
func sealTicket(
  _ ssl: OpaquePointer?, _ name: UnsafeMutablePointer<UInt8>?, _ iv: UnsafeMutablePointer<UInt8>?,
  _ cipher: OpaquePointer?, _ mac: OpaquePointer?, _ seals: Int32
) -> Int32 {
  guard let name, let iv, let pointer = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0) else {
    return -1
  }
  // Safety: the context of the connection, which outlives it, keeps the object.
  let keys = Unmanaged<TLSTicketKeys>.fromOpaque(pointer).takeUnretainedValue()
  let room = UnsafeMutableRawBufferPointer(start: name, count: TLSTicketKey.nameSize)
  guard let key = seals == 1 ? keys.sealing : keys.opening(UnsafeRawBufferPointer(room)) else {
    return 0
  }
  if seals == 1 {
    room.copyMemory(from: key.name)
    TLSTicketKey.fillRandomly(
      UnsafeMutableRawBufferPointer(start: iv, count: TLSTicketKey.vectorSize))
  }
  // The key's memory goes with the object, which another thread may have let go of meanwhile.
  return withExtendedLifetime(key) {
    lintas_ssl_use_ticket_keys(cipher, mac, key.secrets, iv, seals) == 1 ? 1 : -1
  }
}
