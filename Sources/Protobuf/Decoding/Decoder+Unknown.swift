internal import CProtobufC
internal import Glibc

/// Fields that the table does not know.
extension Decoder {
  /// Steps over the value of a field with this tag; a group is stepped over to its own end tag.
  @inline(never)
  mutating func skip(_ tag: UInt32, _ place: WireBytes, _ end: WireBytes, depth: Int) -> WireBytes?
  {
    guard tag &>> 3 != 0 else { return nil }
    var next: WireBytes
    switch tag & 7 {
    case 0:
      var bits: UInt64 = 0
      guard let after = WireReader.varint(place, &bits) else { return nil }
      next = after
    case 1: next = place + 8
    case 2:
      var length = 0
      guard let after = WireReader.length(place, end, &length) else { return nil }
      next = after + length
    case 3:
      guard depth > 0 else { return failed(.tooDeep) }
      next = place
      while next < end {
        var inner: UInt32 = 0
        guard let after = WireReader.tag(next, &inner), after <= end else { return nil }
        if inner & 7 == 4 { return inner &>> 3 == tag &>> 3 ? after : nil }
        guard let passed = skip(inner, after, end, depth: depth &- 1) else { return nil }
        next = passed
      }
      return nil
    case 5: next = place + 4
    default: return nil
    }
    return next <= end ? next : nil
  }

  /// Adds the bytes of one field, tag included, to the message's unknown run. A neighbour of the
  /// run in the input only makes it longer; anything else moves it to a place of its own that grows
  /// by doubling, so that the cost stays in proportion to the bytes.
  @inline(never)
  mutating func keepUnknown(
    in message: UnsafeMutableRawPointer, _ start: WireBytes, _ stop: WireBytes
  ) -> Bool {
    guard let run = UnknownRun.of(message) else { return startUnknown(in: message, start, stop) }
    let bytes = run.pointee.bytes
    let added = stop - start
    guard let base = bytes.baseAddress else { return false }
    if run.pointee.room == 0 && base + bytes.count == UnsafeRawPointer(start) {
      run.pointee.field.len &+= added
      return true
    }
    if bytes.count &+ added > run.pointee.room {
      let room = ArenaState.capacity(for: bytes.count &+ added)
      guard let new = arena.pointee.allocateWithinBudget(room) else {
        fault = .overBudget
        return false
      }
      memcpy(new, base, bytes.count)
      run.pointee.move(to: new, room: room)
    }
    memcpy(run.pointee.field.data + run.pointee.field.len, start, added)
    run.pointee.field.len &+= added
    return true
  }

  private mutating func startUnknown(
    in message: UnsafeMutableRawPointer, _ start: WireBytes, _ stop: WireBytes
  ) -> Bool {
    var tag: UInt32 = 0
    guard let value = WireReader.tag(start, &tag) else { return false }
    guard let place = arena.pointee.allocateWithinBudget(MemoryLayout<UnknownRun>.stride) else {
      fault = .overBudget
      return false
    }
    let run = place.bindMemory(to: UnknownRun.self, capacity: 1)
    let field = ProtobufCMessageUnknownField(
      tag: tag &>> 3, wire_type: ProtobufCWireType(rawValue: tag & 7), len: stop - value,
      data: UnsafeMutablePointer(mutating: value))
    run.initialize(to: UnknownRun(field: field, lead: value - start, room: 0))
    UnknownRun.set(run, of: message)
    return true
  }
}
