/// Writes protobuf's wire format: varints and length-prefixed bytes are all that descriptors need.
struct WireWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []

  /// Writes a field of wire type 0.
  mutating func varint(_ number: Int32, _ value: Int64) {
    tag(number, wire: 0)
    raw(UInt64(bitPattern: value))
  }

  /// Writes a field of wire type 0, if the value is true.
  mutating func flag(_ number: Int32, _ value: Bool) {
    if value { varint(number, 1) }
  }

  /// Writes a field of wire type 2.
  mutating func data(_ number: Int32, _ value: some Collection<UInt8>) {
    tag(number, wire: 2)
    raw(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// Writes a string, unless it is empty.
  mutating func string(_ number: Int32, _ value: String) {
    if !value.isEmpty { data(number, value.utf8) }
  }

  /// Writes a message.
  mutating func message(_ number: Int32, _ body: (inout WireWriter) -> Void) {
    var inner = WireWriter()
    body(&inner)
    data(number, inner.bytes)
  }

  /// Writes a field of any wire type, whose bytes behind the tag are encoded already.
  mutating func field(_ number: Int32, wire: UInt64, _ encoded: some Collection<UInt8>) {
    tag(number, wire: wire)
    bytes.append(contentsOf: encoded)
  }

  /// Writes fields that are encoded already.
  mutating func append(_ fields: [UInt8]) {
    bytes.append(contentsOf: fields)
  }

  private mutating func tag(_ number: Int32, wire: UInt64) {
    raw(UInt64(UInt32(bitPattern: number)) << 3 | wire)
  }

  private mutating func raw(_ value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
