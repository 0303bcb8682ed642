/// A value that can be a part of a key: the order of its bytes is the order of the values.
///
/// The store compares keys byte by byte. A tuple of components therefore sorts like the tuple of
/// their values, as long as no component's bytes are a prefix of another value's bytes of the same
/// type: fixed widths have that by nature, strings and bytes end with a mark.
///
/// | type                      | bytes                                                            |
/// |---------------------------|------------------------------------------------------------------|
/// | `UInt8` … `UInt64`        | big-endian, full width                                           |
/// | `Int8` … `Int64`          | big-endian, sign bit turned over                                 |
/// | `Bool`                    | 0 or 1                                                           |
/// | `KeyTime`                 | seconds as `Int64`, nanoseconds as `UInt32`                      |
/// | `String`                  | UTF-8, 00 written as 00 FF, then 00 01; ordered by UTF-8 bytes   |
/// | `[UInt8]`                 | the same, over any bytes                                         |
/// | `Optional`                | 0 for nil (sorts first), or 1 and the value                      |
/// | `RawRepresentable` enums  | their raw value                                                  |
/// | `Descending<Part>`        | every byte of the part turned over, so that it sorts backwards   |
package protocol KeyComponent: Sendable {
  /// Appends the bytes of this value.
  func append(to writer: inout KeyWriter)

  /// Reads one value and leaves the reader after it.
  ///
  /// Throws `StoreError.keyMalformed` when the bytes are too short or no value of this type.
  init(from reader: inout KeyReader) throws(StoreError)
}

extension KeyComponent where Self: RawRepresentable, RawValue: KeyComponent {
  /// Appends the raw value.
  package func append(to writer: inout KeyWriter) { rawValue.append(to: &writer) }

  /// Reads a raw value and refuses one that has no case.
  package init(from reader: inout KeyReader) throws(StoreError) {
    let raw = try RawValue(from: &reader)
    guard let value = Self(rawValue: raw) else { throw StoreError.keyMalformed }
    self = value
  }
}

extension KeyComponent where Self: FixedWidthInteger {
  /// Appends all bytes of the number, highest first.
  package func append(to writer: inout KeyWriter) {
    var bits = UInt64(truncatingIfNeeded: self)
    // The sign bit turned over puts negative numbers below positive ones.
    if Self.isSigned { bits ^= 1 &<< UInt64(Self.bitWidth &- 1) }
    writer.append(bigEndian: bits, count: Self.bitWidth / 8)
  }

  /// Reads as many bytes as the type has.
  package init(from reader: inout KeyReader) throws(StoreError) {
    var bits = try reader.bigEndian(count: Self.bitWidth / 8)
    if Self.isSigned { bits ^= 1 &<< UInt64(Self.bitWidth &- 1) }
    self.init(truncatingIfNeeded: bits)
  }
}

extension UInt8: KeyComponent {}
extension UInt16: KeyComponent {}
extension UInt32: KeyComponent {}
extension UInt64: KeyComponent {}
extension Int8: KeyComponent {}
extension Int16: KeyComponent {}
extension Int32: KeyComponent {}
extension Int64: KeyComponent {}

extension Bool: KeyComponent {
  /// Appends 0 or 1.
  package func append(to writer: inout KeyWriter) { (self ? 1 as UInt8 : 0).append(to: &writer) }

  /// Reads 0 or 1 and refuses everything else.
  package init(from reader: inout KeyReader) throws(StoreError) {
    switch try UInt8(from: &reader) {
    case 0: self = false
    case 1: self = true
    default: throw StoreError.keyMalformed
    }
  }
}

extension String: KeyComponent {
  /// Appends the UTF-8 bytes and an end mark.
  package func append(to writer: inout KeyWriter) {
    var copy = self
    copy.withUTF8 { writer.append(escaping: UnsafeRawBufferPointer($0)) }
  }

  /// Reads to the end mark and refuses what is no UTF-8.
  package init(from reader: inout KeyReader) throws(StoreError) {
    let bytes = try reader.escaped()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw StoreError.keyMalformed
    }
    self = text
  }
}

extension Array: KeyComponent where Element == UInt8 {
  /// Appends the bytes and an end mark.
  package func append(to writer: inout KeyWriter) {
    withUnsafeBytes { writer.append(escaping: $0) }
  }

  /// Reads to the end mark.
  package init(from reader: inout KeyReader) throws(StoreError) { self = try reader.escaped() }
}

extension Optional: KeyComponent where Wrapped: KeyComponent {
  /// Appends whether there is a value, and the value.
  package func append(to writer: inout KeyWriter) {
    (self != nil).append(to: &writer)
    self?.append(to: &writer)
  }

  /// Reads what `append` wrote.
  package init(from reader: inout KeyReader) throws(StoreError) {
    self = try Bool(from: &reader) ? Wrapped(from: &reader) : nil
  }
}
