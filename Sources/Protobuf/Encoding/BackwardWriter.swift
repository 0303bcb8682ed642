internal import CProtobufC
internal import Glibc

/// Where the next byte goes: before this place.
typealias WritePlace = UnsafeMutablePointer<UInt8>

/// A buffer filled from its end, with the smallest parts of the encoding. Each function takes the
/// place of what has been written and returns the new one; room is made before, by `reserve`.
struct BackwardWriter {
  var base: WritePlace
  var end: WritePlace
  /// Maps are written in the order of their keys.
  var isDeterministic = false

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    end = base + capacity
  }

  /// Gives a buffer that one large message left behind back to the heap.
  mutating func reset(keeping capacity: Int) {
    guard end - base > capacity else { return }
    base.deallocate()
    self = BackwardWriter(capacity: capacity)
  }

  /// Makes sure that `count` bytes lie free before `place`; the place moves with the buffer.
  @inline(__always)
  mutating func reserve(_ count: Int, before place: WritePlace) -> WritePlace {
    place - base >= count ? place : grow(count, before: place)
  }

  @inline(never)
  private mutating func grow(_ count: Int, before place: WritePlace) -> WritePlace {
    let used = end - place
    let capacity = max((end - base) * 2, used + count + 64)
    let larger = WritePlace.allocate(capacity: capacity)
    let moved = larger + (capacity - used)
    memcpy(moved, place, used)
    base.deallocate()
    base = larger
    end = larger + capacity
    return moved
  }

  /// Writes a varint; needs 10 free bytes.
  @inline(__always)
  func varint(_ place: WritePlace, _ value: UInt64) -> WritePlace {
    if value < 0x80 {
      let start = place - 1
      start.pointee = UInt8(truncatingIfNeeded: value)
      return start
    }
    let length = (70 &- value.leadingZeroBitCount) / 7
    let start = place - length
    var rest = value
    var next = start
    while rest >= 0x80 {
      next.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
      rest &>>= 7
      next += 1
    }
    next.pointee = UInt8(truncatingIfNeeded: rest)
    return start
  }

  /// Writes a field's tag; needs 5 free bytes.
  @inline(__always)
  func tag(_ place: WritePlace, _ field: FieldLayout) -> WritePlace {
    if field.pointee.tag_length == 1 {
      let start = place - 1
      start.pointee = UInt8(truncatingIfNeeded: field.pointee.tag)
      return start
    }
    return varint(place, UInt64(field.pointee.tag))
  }

  /// Writes bytes with their length and the field's tag.
  @inline(__always)
  mutating func bytes(
    _ place: WritePlace, _ value: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> WritePlace {
    let length = value.load(as: Int.self)
    let start = reserve(length &+ 16, before: place) - length
    if length != 0 {
      memcpy(start, value.load(fromByteOffset: 8, as: UnsafeRawPointer.self), length)
    }
    return tag(varint(start, UInt64(truncatingIfNeeded: length)), field)
  }

  /// Writes gRPC's prefix in front of a message that begins at `place`: one byte for "not
  /// compressed" and the length in four bytes, big-endian.
  mutating func frame(_ place: WritePlace) -> WritePlace {
    let length = end - place
    precondition(length <= Int(UInt32.max), "a message of 4 GiB cannot be framed")
    let start = reserve(5, before: place) - 5
    start.pointee = 0
    UnsafeMutableRawPointer(start + 1).storeBytes(
      of: UInt32(truncatingIfNeeded: length).bigEndian, as: UInt32.self)
    return start
  }

  /// A number of a varint kind as it goes on the wire.
  @inline(__always)
  static func wireBits(_ kind: UInt8, _ value: UnsafeMutableRawPointer) -> UInt64 {
    switch kind {
    case FieldKind.int64: return value.load(as: UInt64.self)
    case FieldKind.sint64:
      let number = value.load(as: Int64.self)
      return UInt64(bitPattern: (number &<< 1) ^ (number &>> 63))
    case FieldKind.sint32:
      let number = value.load(as: Int32.self)
      return UInt64(UInt32(bitPattern: (number &<< 1) ^ (number &>> 31)))
    case FieldKind.int32: return UInt64(bitPattern: Int64(value.load(as: Int32.self)))
    default: return UInt64(value.load(as: UInt32.self))
    }
  }
}
