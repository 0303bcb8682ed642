/// The two buffers that all connections of a loop share, since only one of them is served at a
/// time: bytes just read, and frames about to be written. An idle connection owns neither.
final class LoopBuffers {
  /// Receives decrypted bytes: 64 KiB.
  let read = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  /// Gathers the frames of one wake-up before they are encrypted: 256 KiB.
  let write = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

  deinit {
    read.deallocate()
    write.deallocate()
  }
}
