internal import CZlib

/// Compresses and decompresses messages with gzip (RFC 1952), one at a time.
///
/// One codec belongs to one event loop. Its two streams of zlib (7 and 260 KiB) are made when they
/// are first needed and used again for each message. What comes out lies in the codec's own memory:
/// it is decoded, or copied into a stream's buffer, before the next message.
final class GzipCodec {
  private var inflater: UnsafeMutablePointer<z_stream>?
  private var deflater: UnsafeMutablePointer<z_stream>?
  private var inflated = CodecBuffer()
  private var deflated = CodecBuffer()

  init() {}

  deinit {
    if let inflater {
      inflateEnd(inflater)
      inflater.deallocate()
    }
    if let deflater {
      deflateEnd(deflater)
      deflater.deallocate()
    }
  }

  /// Bytes of memory that messages are written into, apart from zlib's own.
  var bufferBytes: Int { inflated.capacity + deflated.capacity }

  /// Decompresses a message.
  ///
  /// Memory grows with what comes out and stops at the limit, whatever the message would become.
  ///
  /// - Parameters:
  ///   - message: one member of gzip's format, borrowed for the call.
  ///   - limit: the most bytes that may come out.
  /// - Returns: the bytes, valid until the next call.
  /// - Throws: `.tooLarge` beyond the limit, `.corrupt` if this is no gzip or not all of it.
  func inflate(
    _ message: UnsafeRawBufferPointer, limit: Int
  ) throws(FramingFault) -> UnsafeRawBufferPointer {
    let stream = try inflateStream()
    stream.pointee.next_in = input(message)
    stream.pointee.avail_in = UInt32(clamping: message.count)
    inflated.begin(atLeast: min(limit, max(1024, message.count * 4)))
    while true {
      if inflated.room == 0 {
        // One byte more than is allowed shows that the message is too large.
        guard inflated.count <= limit else { throw .inflatedTooLarge(limit) }
        inflated.grow(to: min(max(inflated.count * 2, 1024), limit + 1))
      }
      stream.pointee.next_out = inflated.tail
      stream.pointee.avail_out = UInt32(clamping: inflated.room)
      let before = stream.pointee.avail_out
      let result = CZlib.inflate(stream, Z_NO_FLUSH)
      inflated.count += Int(before - stream.pointee.avail_out)
      switch result {
      case Z_STREAM_END where stream.pointee.avail_in == 0 && inflated.count <= limit:
        return inflated.bytes
      case Z_STREAM_END where inflated.count > limit:
        throw .inflatedTooLarge(limit)
      case Z_OK where stream.pointee.avail_out == 0:
        continue
      default:
        // Bytes that are no gzip, a wrong checksum, an early end, or something behind the end.
        throw .corrupt
      }
    }
  }

  /// Compresses a message that has its prefix of five bytes in front.
  ///
  /// - Parameter framed: the prefix and the message, borrowed for the call.
  /// - Returns: prefix and compressed message, valid until the next call; `nil` if it would not be
  ///   smaller.
  func deflate(framed: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let message = UnsafeRawBufferPointer(rebasing: framed.dropFirst(MessagePrefix.size))
    guard let stream = deflateStream() else { return nil }
    stream.pointee.next_in = input(message)
    stream.pointee.avail_in = UInt32(clamping: message.count)
    // As much room as the message itself takes: what does not fit is not worth sending.
    deflated.begin(atLeast: framed.count)
    deflated.count = MessagePrefix.size
    stream.pointee.next_out = deflated.tail
    stream.pointee.avail_out = UInt32(clamping: message.count)
    let result = CZlib.deflate(stream, Z_FINISH)
    guard result == Z_STREAM_END, stream.pointee.avail_out > 0 else { return nil }
    let size = message.count - Int(stream.pointee.avail_out)
    deflated.count += size
    deflated.setPrefix(flag: 1, length: size)
    return deflated.bytes
  }

  private func inflateStream() throws(FramingFault) -> UnsafeMutablePointer<z_stream> {
    if let inflater {
      inflateReset(inflater)
      return inflater
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard lintas_inflate_init(stream) == Z_OK else {
      stream.deallocate()
      throw .noMemory
    }
    inflater = stream
    return stream
  }

  private func deflateStream() -> UnsafeMutablePointer<z_stream>? {
    if let deflater {
      deflateReset(deflater)
      return deflater
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard lintas_deflate_init(stream, Z_DEFAULT_COMPRESSION) == Z_OK else {
      stream.deallocate()
      return nil
    }
    deflater = stream
    return stream
  }

  /// zlib's type for input is not constant; it does not write there.
  private func input(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8>? {
    bytes.baseAddress.map {
      UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self))
    }
  }
}
