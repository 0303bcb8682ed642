/// How a field's values lie on the wire and in C: the numbers of a `LintasField`.
struct FieldLayout {
  /// The kind, without its prefix `LINTAS_KIND_`.
  let kind: String
  /// The wire type of one value: 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes.
  let wire: Int32
  /// The bytes of one value in C.
  let size: Int
  /// Whether the values are numbers without a sign.
  let isUnsigned: Bool

  /// The layout of one value of this kind.
  init(_ kind: FieldKind) {
    switch kind {
    case .int32, .enum: self.init("INT32", 0, 4)
    case .uint32: self.init("UINT32", 0, 4, unsigned: true)
    case .sint32: self.init("SINT32", 0, 4)
    case .int64: self.init("INT64", 0, 8)
    case .uint64: self.init("INT64", 0, 8, unsigned: true)
    case .sint64: self.init("SINT64", 0, 8)
    case .bool: self.init("BOOL", 0, 4)
    case .fixed32: self.init("FIXED32", 5, 4, unsigned: true)
    case .sfixed32: self.init("FIXED32", 5, 4)
    case .float: self.init("FLOAT", 5, 4)
    case .fixed64: self.init("FIXED64", 1, 8, unsigned: true)
    case .sfixed64: self.init("FIXED64", 1, 8)
    case .double: self.init("DOUBLE", 1, 8)
    case .bytes: self.init("BYTES", 2, 16)
    case .string: self.init("STRING", 2, 16)
    case .message, .group: self.init("MESSAGE", 2, 8)
    }
  }

  private init(_ kind: String, _ wire: Int32, _ size: Int, unsigned: Bool = false) {
    self.kind = kind
    self.wire = wire
    self.size = size
    isUnsigned = unsigned
  }

  /// A tag as a number.
  static func tag(_ number: Int32, _ wire: Int32) -> UInt32 {
    UInt32(bitPattern: number) << 3 | UInt32(bitPattern: wire)
  }

  /// The bytes of a tag on the wire, 1 to 5.
  static func length(of tag: UInt32) -> Int {
    max(1, (32 - tag.leadingZeroBitCount + 6) / 7)
  }
}
