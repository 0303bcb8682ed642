/// The first bytes of an encoding, or of what is left of it.
typealias WireBytes = UnsafePointer<UInt8>

/// The smallest parts of the encoding. Each function reads up to 10 bytes from its place without
/// asking where the input ends: the input lies in an arena with `slop` bytes behind it, and the
/// caller compares the place that comes back with the end.
enum WireReader {
  /// Readable bytes behind the input.
  static let slop = 16

  /// Eight bytes from any place, as the machine (little-endian) orders them.
  @inline(__always) static func load64(_ place: WireBytes) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  @inline(__always) static func load32(_ place: WireBytes) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt32.self))
  }

  /// Reads a varint of at most 10 bytes; nil when it is longer. Bits above the 64th are dropped, as
  /// protobuf's own libraries do.
  ///
  /// Up to 8 bytes are taken at once: find the stop bit, keep what is below it, and close the gaps
  /// of one bit a byte in three steps (pairs of 7 to 14 bits, of 14 to 28, of 28 to 56).
  @inline(__always)
  static func varint(_ place: WireBytes, _ value: inout UInt64) -> WireBytes? {
    let first = place.pointee
    if first < 0x80 {
      value = UInt64(first)
      return place + 1
    }
    var bits = load64(place)
    let stop = ~bits & 0x8080_8080_8080_8080
    if stop == 0 { return longVarint(place, &value) }
    let length = (stop.trailingZeroBitCount &+ 1) &>> 3
    bits &= (stop ^ (stop &- 1)) & 0x7f7f_7f7f_7f7f_7f7f
    bits = (bits & 0x007f_007f_007f_007f) | ((bits & 0x7f00_7f00_7f00_7f00) &>> 1)
    bits = (bits & 0x0000_3fff_0000_3fff) | ((bits & 0x3fff_0000_3fff_0000) &>> 2)
    bits = (bits & 0x0fff_ffff) | ((bits & 0x0fff_ffff_0000_0000) &>> 4)
    value = bits
    return place + length
  }

  @inline(never)
  static func longVarint(_ place: WireBytes, _ value: inout UInt64) -> WireBytes? {
    var result: UInt64 = 0
    for index in 0..<10 {
      let byte = UInt64(place[index])
      result |= (byte & 0x7f) &<< UInt64(7 &* index)
      if byte < 0x80 {
        value = result
        return place + index + 1
      }
    }
    return nil
  }

  /// Reads a tag of at most 5 bytes; nil when it is longer or above 32 bits or names the field
  /// number 0. The largest number that fits, 2^29 - 1, is the largest that there is.
  @inline(__always)
  static func tag(_ place: WireBytes, _ tag: inout UInt32) -> WireBytes? {
    var value: UInt64 = 0
    guard let next = varint(place, &value), next - place <= 5, value &>> 32 == 0, value >= 8 else {
      return nil
    }
    tag = UInt32(truncatingIfNeeded: value)
    return next
  }

  /// Reads a length prefix; nil unless that many bytes lie between the place and `end`.
  @inline(__always)
  static func length(_ place: WireBytes, _ end: WireBytes, _ length: inout Int) -> WireBytes? {
    var value: UInt64 = 0
    guard let next = varint(place, &value), next <= end, value <= UInt64(end - next) else {
      return nil
    }
    length = Int(truncatingIfNeeded: value)
    return next
  }
}
