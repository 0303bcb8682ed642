internal import Glibc

/// The changes of one closure, before they are applied: keys in order, each with its new value or
/// a mark that it is gone.
///
/// Keys and values lie one after another in one block of memory that is used again for later
/// closures. A value that is overwritten leaves its bytes behind until the overlay is cleared.
/// Setting keys in ascending order appends; any other order moves the entries behind it.
final class Overlay {
  /// Where one key and its value lie in the block.
  private struct Entry {
    var keyOffset: Int
    var keyCount: Int
    var valueOffset: Int
    /// Negative when the key is deleted.
    var valueCount: Int
  }

  /// What the overlay knows of a key.
  enum Change {
    case unknown
    case deleted
    case set(UnsafeRawBufferPointer)
  }

  // Safety: the block is private, freed in `deinit`, and replaced only while `set` or `delete` run;
  // pointers into it are handed out for the duration of a borrow of the write transaction.
  private var block: UnsafeMutableRawPointer
  private var capacity = 4096
  private var used = 0
  private var entries: [Entry] = []

  init() { block = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16) }

  deinit { block.deallocate() }

  /// How many keys are changed.
  var count: Int { entries.count }

  /// Bytes of keys and values that `set` and `delete` took.
  var byteCount: Int { used }

  /// Forgets all changes. A block that one large closure blew up is given back.
  func clear() {
    entries.removeAll(keepingCapacity: entries.count <= 1024)
    used = 0
    if capacity > 1 << 20 {
      block.deallocate()
      capacity = 4096
      block = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    }
  }

  /// What happens to `key`.
  func change(of key: UnsafeRawBufferPointer) -> Change {
    let index = lowerBound(key)
    guard index < entries.count, self.key(at: index).order(before: key) == 0 else {
      return .unknown
    }
    return change(at: index)
  }

  /// The number of the first changed key that is not below `key`.
  func lowerBound(_ key: UnsafeRawBufferPointer) -> Int {
    var low = 0
    var high = entries.count
    if high > 0, self.key(at: high - 1).order(before: key) < 0 { return high }
    while low < high {
      let middle = (low &+ high) / 2
      if self.key(at: middle).order(before: key) < 0 { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// The changed key with this number.
  func key(at index: Int) -> UnsafeRawBufferPointer {
    let entry = entries[index]
    return UnsafeRawBufferPointer(start: block + entry.keyOffset, count: entry.keyCount)
  }

  /// What happens to the key with this number; never `unknown`.
  func change(at index: Int) -> Change {
    let entry = entries[index]
    guard entry.valueCount >= 0 else { return .deleted }
    return .set(
      UnsafeRawBufferPointer(start: block + entry.valueOffset, count: entry.valueCount))
  }

  /// Gives `key` a value.
  func set(_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let index = place(key)
    entries[index].valueOffset = append(value)
    entries[index].valueCount = value.count
  }

  /// Takes `key` away.
  func delete(_ key: UnsafeRawBufferPointer) {
    entries[place(key)].valueCount = -1
  }

  /// The number of `key`'s entry, which is made if there is none.
  private func place(_ key: UnsafeRawBufferPointer) -> Int {
    let index = lowerBound(key)
    if index < entries.count, self.key(at: index).order(before: key) == 0 { return index }
    let offset = append(key)
    entries.insert(
      Entry(keyOffset: offset, keyCount: key.count, valueOffset: 0, valueCount: -1), at: index)
    return index
  }

  private func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    let offset = used
    reserve(bytes.count)
    if let source = bytes.baseAddress { memcpy(block + offset, source, bytes.count) }
    used &+= bytes.count
    return offset
  }

  private func reserve(_ count: Int) {
    guard capacity &- used < count else { return }
    let larger = max(capacity &* 2, used + count)
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    memcpy(fresh, block, used)
    block.deallocate()
    block = fresh
    capacity = larger
  }
}
