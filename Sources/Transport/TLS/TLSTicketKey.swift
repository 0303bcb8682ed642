internal import Glibc

// Safety: the memory is written in `init` only and freed in `deinit`.
/// One key of session tickets: its name, by which a ticket finds it, a cipher's key and a MAC's.
/// The memory is wiped in the end.
final class TLSTicketKey: @unchecked Sendable {
  /// Bytes of a name.
  static let nameSize = 16
  /// Bytes of the vector that each ticket begins with.
  static let vectorSize = 16
  private static let secretSize = 64

  private let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: nameSize + secretSize, alignment: 16)

  /// A key that nobody has seen.
  init() {
    TLSTicketKey.fillRandomly(memory)
  }

  deinit {
    if let base = memory.baseAddress { explicit_bzero(base, memory.count) }
    memory.deallocate()
  }

  /// What tickets say of their key.
  var name: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[..<TLSTicketKey.nameSize])
  }

  /// 32 bytes for the cipher and 32 for the MAC.
  var secrets: UnsafePointer<UInt8>? {
    UnsafeRawBufferPointer(rebasing: memory[TLSTicketKey.nameSize...])
      .assumingMemoryBound(to: UInt8.self).baseAddress
  }

  /// Whether a ticket with this name was sealed with the key.
  func hasName(_ other: UnsafeRawBufferPointer) -> Bool {
    name.elementsEqual(other)
  }

  /// Fills up to 256 bytes from the system's generator, which is fit for keys.
  static func fillRandomly(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let base = buffer.baseAddress else { return }
    precondition(getentropy(base, buffer.count) == 0, "the system gives no random bytes")
  }
}
