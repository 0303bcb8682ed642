/// An option whose type is a message: its fields by name.
///
/// Options of ours are known to protoc and not to descriptor.proto, so they arrive as bytes. The
/// request brings the descriptors of their types along, hence no number stands in this code.
struct OptionMessage {
  private var values: [String: [WireReader.Value]] = [:]

  /// Reads the bytes of a message of this type. Fields that the type does not name are left out.
  init(_ bytes: [UInt8], type: MessageDescriptor) {
    var reader = WireReader(bytes)
    while let (number, value) = reader.next() {
      guard let field = type.fields.first(where: { $0.number == number }) else { continue }
      if field.isRepeated, field.kind.isScalar, case .data(let packed) = value {
        var inner = WireReader(packed)
        while let element = inner.varint() {
          values[field.name, default: []].append(.number(element))
        }
      } else if field.isRepeated {
        values[field.name, default: []].append(value)
      } else {
        values[field.name] = [value]
      }
    }
  }

  /// Whether the field was written.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// A number or an enum value; 0 if absent.
  func number(_ name: String) -> Int64 { numbers(name).first ?? 0 }

  /// A repeated number or enum value.
  func numbers(_ name: String) -> [Int64] {
    (values[name] ?? []).compactMap {
      if case .number(let bits) = $0 { Int64(bitPattern: bits) } else { nil }
    }
  }

  /// A bool; false if absent.
  func flag(_ name: String) -> Bool { number(name) != 0 }

  /// A string; empty if absent.
  func text(_ name: String) -> String {
    guard case .data(let bytes)? = values[name]?.first else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
