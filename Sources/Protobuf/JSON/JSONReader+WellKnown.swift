internal import CProtobufC

/// Messages whose JSON is not an object of their fields.
extension JSONReader {
  /// Reads a message of such a type.
  @inline(never)
  mutating func wellKnown(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    switch layout.pointee.well_known {
    case WellKnownForm.any: try any(message, layout, depth: depth)
    case WellKnownForm.timestamp: try time(message, layout, .notMoment, TimeText.readMoment)
    case WellKnownForm.duration: try time(message, layout, .notDuration, TimeText.readDuration)
    case WellKnownForm.fieldMask: try mask(message, layout.fields)
    case WellKnownForm.structure: try map(message, layout.fields, depth: depth)
    case WellKnownForm.value: try value(message, layout, depth: depth)
    case WellKnownForm.listValue: try list(message, layout, 0, depth: depth)
    default:
      // A wrapper: the value alone.
      let field = layout.fields
      if try value(message + field.offset, layout, 0, depth: depth) {
        (message + field.quantifier).storeBytes(of: 1, as: UInt32.self)
      }
    }
  }

  /// Reads a moment or a duration.
  private mutating func time(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, _ reason: JSONDecodingError.Reason,
    _ read: (UnsafeRawBufferPointer) -> (seconds: Int64, nanos: Int32)?
  ) throws(Fault) {
    guard next() == UInt8(ascii: "\"") else { throw fault(.notString) }
    let start = place
    guard let time = read(try text()) else { throw Fault(reason, at: start) }
    let (seconds, nanos) = (layout.fields, layout.fields + 1)
    (message + seconds.offset).storeBytes(of: time.seconds, as: Int64.self)
    (message + seconds.quantifier).storeBytes(of: 1, as: UInt32.self)
    (message + nanos.offset).storeBytes(of: time.nanos, as: Int32.self)
    (message + nanos.quantifier).storeBytes(of: 1, as: UInt32.self)
  }

  private mutating func mask(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout
  ) throws(Fault) {
    guard next() == UInt8(ascii: "\"") else { throw fault(.notString) }
    let start = place
    let text = try text()
    if text.isEmpty { return }
    // A capital letter becomes two bytes.
    guard var free = arena.pointee.allocateWithinBudget(2 &* text.count) else {
      throw fault(.overBudget)
    }
    var first = 0
    repeat {
      // One path after the other: a list of them all would take memory that nobody counts.
      let stop = text[first...].firstIndex(of: UInt8(ascii: ",")) ?? text.count
      let path = UnsafeRawBufferPointer(rebasing: text[first..<stop])
      let room = free.assumingMemoryBound(to: UInt8.self)
      guard let count = MaskText.read(path, to: room) else { throw Fault(.notMask, at: start) }
      guard
        let element = arena.pointee.appendWithinBudget(
          count: message + field.quantifier, array: message + field.offset, stride: 16)
      else { throw fault(.overBudget) }
      element.storeBytes(of: count, as: Int.self)
      element.storeBytes(of: free, toByteOffset: 8, as: UnsafeMutableRawPointer.self)
      free += count
      first = stop &+ 1
    } while first <= text.count
  }

  /// Reads a `google.protobuf.Value`: any JSON, as one of the six members of a oneof, numbered
  /// from 1.
  private mutating func value(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    let index: Int
    switch next() {
    case UInt8(ascii: "n"): index = 0
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): index = 1
    case UInt8(ascii: "\""): index = 2
    case UInt8(ascii: "t"), UInt8(ascii: "f"): index = 3
    case UInt8(ascii: "{"): index = 4
    case UInt8(ascii: "["): index = 5
    default: throw fault(.noValue)
    }
    let field = layout.fields + index
    guard try value(message + field.offset, layout, index, depth: depth) else { return }
    (message + field.quantifier).storeBytes(of: field.pointee.number, as: UInt32.self)
  }
}
