internal import CDescriptors

// How protobuf-c lays out a tree: a repeated message is a count and an array of pointers, a
// repeated number a count and an array, a string a pointer to bytes that end with NUL.
// Safety: every pointer comes from a tree that protobuf-c has just unpacked and checked, and whose
// owner (`UnpackedTree`) lives until the reading is done.

/// The elements of a repeated message field.
func pointers<Element>(
  _ base: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>?, _ count: Int
) -> [UnsafeMutablePointer<Element>] {
  UnsafeBufferPointer(start: base, count: base == nil ? 0 : count).compactMap { $0 }
}

/// The elements of a repeated number field.
func numbers(_ base: UnsafeMutablePointer<Int32>?, _ count: Int) -> [Int32] {
  Array(UnsafeBufferPointer(start: base, count: base == nil ? 0 : count))
}

/// The elements of a repeated string field.
func texts(
  _ base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int
) -> [String] {
  pointers(base, count).map { String(cString: $0) }
}

/// A string field, empty if absent.
func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
  pointer.map { String(cString: $0) } ?? ""
}

/// The unknown fields of an options message, again in wire format: options that extend it.
func customOptions(of base: ProtobufCMessage) -> [UInt8] {
  let fields = UnsafeBufferPointer(
    start: base.unknown_fields, count: base.unknown_fields == nil ? 0 : Int(base.n_unknown_fields))
  var writer = WireWriter()
  for field in fields {
    // protobuf-c keeps the bytes behind the tag as they are, a length prefix included.
    writer.field(
      Int32(bitPattern: field.tag), wire: UInt64(field.wire_type.rawValue),
      UnsafeBufferPointer(start: field.data, count: field.len))
  }
  return writer.bytes
}
