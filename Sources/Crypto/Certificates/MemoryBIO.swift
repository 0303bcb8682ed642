internal import COpenSSL

/// OpenSSL's stream in memory, one `BIO`: PEM functions read from one and write to one.
final class MemoryBIO {
  /// The object, for the PEM functions of this module.
  let pointer: OpaquePointer

  /// An empty stream to write to.
  init() { pointer = OpenSSL.must(BIO_new(BIO_s_secmem()), "BIO_new") }

  /// A stream that holds `bytes`.
  convenience init(_ bytes: [UInt8]) throws(CryptoError) {
    self.init()
    guard !bytes.isEmpty, let count = Int32(exactly: bytes.count) else { return }
    guard BIO_write(pointer, bytes, count) == count else { throw OpenSSL.failure("BIO_write") }
  }

  deinit { BIO_free(pointer) }

  /// Everything that was written and not read yet.
  func contents() -> [UInt8] {
    let count = BIO_ctrl_pending(pointer)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress, count > 0 else { return }
      filled = max(0, Int(BIO_read(pointer, start, Int32(clamping: count))))
    }
  }
}
