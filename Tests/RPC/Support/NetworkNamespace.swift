import Glibc
import LintasTransport

/// A network of its own for the thread of one event loop: sockets that are made on it have a
/// loopback that nobody else has, and that can be cut.
struct NetworkNamespace: Sendable {
  /// Whether this process may make one. Only root may, and not in every container.
  static let isAllowed: Bool = {
    guard geteuid() == 0, let loop = try? EventLoop.start(name: "namespace") else { return false }
    let outcome = Outcome()
    loop.execute {
      outcome.isAllowed = leave()
      loop.stop()
    }
    loop.join()
    return outcome.isAllowed
  }()

  // Safety: written before `join` returns, read after.
  private final class Outcome: @unchecked Sendable {
    var isAllowed = false
  }

  /// Why it cannot be made.
  struct Failure: Error {}

  private let socket: Int32

  /// Moves the calling thread, which must be a loop's, into a new namespace with a loopback.
  init() throws {
    guard NetworkNamespace.leave() else { throw Failure() }
    socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    try setLink(up: true)
  }

  /// Cuts the loopback, or joins it again.
  func setLink(up: Bool) throws {
    // struct ifreq: 16 bytes of name, then the flags.
    var request = [UInt8](repeating: 0, count: 40)
    request.replaceSubrange(0..<2, with: Array("lo".utf8))
    let (getFlags, setFlags) = (UInt(0x8913), UInt(0x8914))
    let isSet = request.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress, ioctl(socket, getFlags, start) == 0 else { return false }
      var flags = bytes.load(fromByteOffset: 16, as: Int16.self)
      flags = up ? flags | 1 : flags & ~1
      bytes.storeBytes(of: flags, toByteOffset: 16, as: Int16.self)
      return ioctl(socket, setFlags, start) == 0
    }
    guard isSet else { throw Failure() }
  }

  /// `unshare(CLONE_NEWNET)`, which the module of the C library does not show.
  private static func leave() -> Bool {
    typealias Unshare = @convention(c) (Int32) -> Int32
    guard let symbol = dlsym(nil, "unshare") else { return false }
    // Safety: this is the C function of that name, which takes and gives back one int.
    return unsafeBitCast(symbol, to: Unshare.self)(0x4000_0000) == 0
  }
}
