internal import CProtobufC

extension MessageTable {
  /// What is wrong with the form that a table claims for its message in JSON, where JSON reads and
  /// writes the message's fields by their places.
  static func wellKnownFault(_ layout: Layout) -> String? {
    let form = Int(layout.pointee.well_known)
    if form == LINTAS_PLAIN { return nil }
    guard String(cString: layout.pointee.name).hasPrefix("google.protobuf.") else {
      return "well-known by another name"
    }
    guard shapes.indices.contains(form) else { return "unknown well-known form" }
    let shape = shapes[form]
    guard layout.count == shape.count else { return "well-known with other fields" }
    for (index, expected) in shape.enumerated() {
      let field = layout.fields[index]
      let isRight =
        Int(field.number) == index + 1 && Int(field.cardinality) == expected.cardinality
        && (expected.kind == nil || field.kind == expected.kind)
      if !isRight { return "well-known with another field \(field.number)" }
    }
    return nil
  }

  /// The kind of a field, nil for any, and its cardinality.
  private typealias Shape = (kind: UInt8?, cardinality: Int)

  /// The fields of the well-known messages, numbered from 1, in the order of their forms.
  private static let shapes: [[Shape]] = [
    [],
    [(FieldKind.string, 0), (FieldKind.bytes, 0)],
    [(FieldKind.int64, 0), (FieldKind.int32, 0)],
    [(FieldKind.int64, 0), (FieldKind.int32, 0)],
    [(FieldKind.string, 2)],
    [(FieldKind.message, 2)],
    [
      (FieldKind.int32, 1), (FieldKind.double, 1), (FieldKind.string, 1), (FieldKind.bool, 1),
      (FieldKind.message, 1), (FieldKind.message, 1),
    ],
    [(FieldKind.message, 2)],
    [(nil, 0)],
    [],
  ]
}
