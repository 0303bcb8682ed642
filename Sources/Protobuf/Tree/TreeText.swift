internal import CProtobufC

/// A tree as one line for logs and test failures:
/// `lintas.v1.Person {name: <personal>, born {year: 1990}, roles: [ROLE_OFFICER]}`.
///
/// Personal fields show that they are there, never what they hold; of bytes only the length is
/// shown. The form is for people and may change.
struct TreeText {
  private(set) var text = ""
  /// Elements of a list that are shown.
  private static let mostElements = 20

  static func of(_ message: UnsafeMutableRawPointer, _ layout: Layout) -> String {
    var writer = TreeText()
    writer.text = String(cString: layout.pointee.name) + " "
    writer.message(message, layout)
    return writer.text
  }

  private mutating func message(_ message: UnsafeMutableRawPointer, _ layout: Layout) {
    text += "{"
    var isFirst = true
    for index in 0..<layout.count {
      let field = layout.fields + index
      guard field.isWritten(in: message) else { continue }
      if !isFirst { text += ", " }
      isFirst = false
      text += String(cString: field.pointee.name)
      let names = field.isEnum ? EnumNames(layout, index) : nil
      if field.pointee.personal != 0 {
        text += ": <personal>"
      } else if field.isRepeated {
        text += ": "
        list(message, field, names)
      } else {
        text += field.pointee.kind == FieldKind.message ? " " : ": "
        value(message + field.offset, field, names)
      }
    }
    if let run = UnknownRun.of(message) {
      if !isFirst { text += ", " }
      text += "<\(run.pointee.bytes.count) bytes of unknown fields>"
    }
    text += "}"
  }

  private mutating func list(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, _ names: EnumNames?
  ) {
    let count = (message + field.quantifier).load(as: Int.self)
    let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
    text += "["
    for index in 0..<min(count, Self.mostElements) {
      if index > 0 { text += ", " }
      if field.isMap {
        let entry = MapEntries.entry(array, index)
        let layout = field.child
        text += Self.key(entry, layout.fields) + ": "
        let value = layout.fields + 1
        self.value(entry + value.offset, value, value.isEnum ? EnumNames(layout, 1) : nil)
      } else {
        value(array + index &* field.stride, field, names)
      }
    }
    if count > Self.mostElements { text += ", … \(count) in all" }
    text += "]"
  }

  private mutating func value(
    _ place: UnsafeMutableRawPointer, _ field: FieldLayout, _ names: EnumNames?
  ) {
    switch field.pointee.kind {
    case FieldKind.message:
      guard let child = place.load(as: UnsafeMutableRawPointer?.self) else { return text += "{}" }
      message(child, field.child)
    case FieldKind.string:
      text += String(decoding: TreeBytes.buffer(place), as: UTF8.self).debugDescription
    case FieldKind.bytes: text += "<\(place.load(as: Int.self)) bytes>"
    case FieldKind.bool: text += place.load(as: UInt32.self) != 0 ? "true" : "false"
    case FieldKind.float: text += "\(place.load(as: Float.self))"
    case FieldKind.double: text += "\(place.load(as: Double.self))"
    default:
      let number = Self.number(place, field)
      text += names?.name(of: Int32(truncatingIfNeeded: place.load(as: Int32.self))) ?? number
    }
  }

  private static func number(_ place: UnsafeMutableRawPointer, _ field: FieldLayout) -> String {
    switch (field.stride, field.isUnsigned) {
    case (8, true): "\(place.load(as: UInt64.self))"
    case (8, false): "\(place.load(as: Int64.self))"
    case (_, true): "\(place.load(as: UInt32.self))"
    case (_, false): "\(place.load(as: Int32.self))"
    }
  }

  /// The key of a map's entry, quoted when it is text.
  static func key(_ entry: UnsafeMutableRawPointer, _ field: FieldLayout) -> String {
    let place = entry + field.offset
    if field.pointee.kind == FieldKind.string {
      return String(decoding: TreeBytes.buffer(place), as: UTF8.self).debugDescription
    }
    if field.pointee.kind == FieldKind.bool {
      return place.load(as: UInt32.self) != 0 ? "true" : "false"
    }
    return number(place, field)
  }
}
