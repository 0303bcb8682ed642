internal import CProtobufC
internal import Glibc

/// The array of entries that a map is in memory and on the wire.
///
/// Up to `few` entries are compared each with each; above that an index sorted by key is made, so
/// that no input makes the work grow with the square of its length.
enum MapEntries {
  /// Entries up to which comparing all pairs is cheaper than sorting.
  static let few = 16

  /// The entry at a place of the array.
  @inline(__always)
  static func entry(_ array: UnsafeMutableRawPointer, _ index: Int) -> UnsafeMutableRawPointer {
    array.load(fromByteOffset: index &* 8, as: UnsafeMutableRawPointer.self)
  }

  /// The order of two entries by key: below 0, 0 or above 0. Text by its bytes, numbers by value.
  static func order(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, key: FieldLayout
  ) -> Int {
    let left = left + key.offset
    let right = right + key.offset
    if FieldKind.isDelimited(key.pointee.kind) { return TreeBytes.order(left, right) }
    if key.isUnsigned {
      let (first, second) = (unsigned(left, key.stride), unsigned(right, key.stride))
      return first < second ? -1 : first == second ? 0 : 1
    }
    let (first, second) = (signed(left, key.stride), signed(right, key.stride))
    return first < second ? -1 : first == second ? 0 : 1
  }

  private static func unsigned(_ place: UnsafeMutableRawPointer, _ stride: Int) -> UInt64 {
    stride == 8 ? place.load(as: UInt64.self) : UInt64(place.load(as: UInt32.self))
  }

  private static func signed(_ place: UnsafeMutableRawPointer, _ stride: Int) -> Int64 {
    stride == 8 ? place.load(as: Int64.self) : Int64(place.load(as: Int32.self))
  }

  /// Places of the entries in the order of their keys; equal keys stay in the order of the array.
  static func sorted(
    _ array: UnsafeMutableRawPointer, _ count: Int, key: FieldLayout
  ) -> [Int] {
    var places = Array(0..<count)
    places.sort { left, right in
      let order = order(entry(array, left), entry(array, right), key: key)
      return order < 0 || (order == 0 && left < right)
    }
    return places
  }

  /// Takes the map at `pair` down to one entry a key, the last one of the wire, in the order of the
  /// entries that stay. Returns how many went.
  @discardableResult
  static func collapse(_ pair: UnsafeMutableRawPointer, key: FieldLayout) -> Int {
    let count = pair.load(as: Int.self)
    if count < 2 { return 0 }
    let array = pair.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    var kept = 0
    if count <= few {
      for index in 0..<count {
        let later = (index &+ 1..<count).contains {
          order(entry(array, index), entry(array, $0), key: key) == 0
        }
        if later { continue }
        keep(index, at: kept, in: array)
        kept &+= 1
      }
    } else {
      for index in lasts(array, count, key: key) {
        keep(index, at: kept, in: array)
        kept &+= 1
      }
    }
    pair.storeBytes(of: kept, as: Int.self)
    return count &- kept
  }

  private static func keep(_ index: Int, at place: Int, in array: UnsafeMutableRawPointer) {
    array.storeBytes(
      of: entry(array, index), toByteOffset: place &* 8, as: UnsafeMutableRawPointer.self)
  }

  /// Places of the last entry of each key, rising.
  private static func lasts(
    _ array: UnsafeMutableRawPointer, _ count: Int, key: FieldLayout
  ) -> [Int] {
    let sorted = sorted(array, count, key: key)
    var lasts: [Int] = []
    for index in 0..<count {
      let isLast =
        index &+ 1 == count
        || order(entry(array, sorted[index]), entry(array, sorted[index &+ 1]), key: key) != 0
      if isLast { lasts.append(sorted[index]) }
    }
    lasts.sort()
    return lasts
  }
}
