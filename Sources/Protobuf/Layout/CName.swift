internal import Glibc

/// Names in static data: C strings, compared with bytes of the input.
enum CName {
  /// The order of a name and bytes: below 0, 0 or above 0; a prefix comes first.
  static func order(_ name: UnsafePointer<CChar>, _ bytes: UnsafeRawBufferPointer) -> Int {
    let count = Int(strlen(name))
    if let start = bytes.baseAddress {
      let order = memcmp(name, start, min(count, bytes.count))
      if order != 0 { return Int(order) }
    }
    return count - bytes.count
  }

  /// Whether a name is these bytes.
  @inline(__always)
  static func equals(_ name: UnsafePointer<CChar>, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress, bytes.count != 0 else { return name.pointee == 0 }
    // The first byte tells most names apart. Lengths are compared before the rest: the bytes may
    // hold a zero, where a comparison of C strings would end.
    return name.pointee == CChar(bitPattern: start.load(as: UInt8.self))
      && Int(strlen(name)) == bytes.count && memcmp(name, start, bytes.count) == 0
  }

  /// The bytes of a name.
  @inline(__always)
  static func bytes(_ name: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: name, count: Int(strlen(name)))
  }
}
