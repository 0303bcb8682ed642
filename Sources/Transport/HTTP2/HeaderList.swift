internal import CNghttp2
internal import Glibc

// Safety: the list owns its memory and hands out no pointer beyond a call; it is not copyable, so a
// mutation has the only access, and concurrent borrows only read.
/// The fields of a header block to be sent: a list that is built once and sent often, or one that
/// is cleared and filled anew for each block without allocating.
///
/// Literal names and values are kept by address and never copied. Other bytes are copied into the
/// list. Names must be lower case; pseudo header fields come first.
public struct HeaderList: ~Copyable, @unchecked Sendable {
  private var fields: UnsafeMutablePointer<nghttp2_nv>
  private var capacity: Int
  private var bytes: UnsafeMutablePointer<UInt8>
  private var bytesCapacity: Int
  private var bytesUsed = 0

  /// Fields in the list.
  public private(set) var count = 0

  /// Size of the list as SETTINGS_MAX_HEADER_LIST_SIZE counts it: name + value + 32 for each field.
  public private(set) var listSize = 0

  /// An empty list with room for 8 fields and 256 bytes before it grows.
  public init() {
    capacity = 8
    fields = .allocate(capacity: 8)
    bytesCapacity = 256
    bytes = .allocate(capacity: 256)
  }

  /// A list of literals.
  public init(_ literals: [(name: StaticString, value: StaticString)]) {
    self.init()
    for field in literals { append(field.name, field.value) }
  }

  deinit {
    fields.deallocate()
    bytes.deallocate()
  }

  /// Appends a literal name and value; nothing is copied.
  public mutating func append(_ name: StaticString, _ value: StaticString) {
    push(
      name.utf8Start, name.utf8CodeUnitCount, value.utf8Start, value.utf8CodeUnitCount,
      LINTAS_NV_NO_COPY)
  }

  /// Appends a literal name and a value that is copied.
  ///
  /// - Parameter neverIndexed: the value must stay out of compression tables, here and at
  ///   intermediaries (RFC 7541 section 7.1.3): for tokens and passwords.
  public mutating func append(
    _ name: StaticString, _ value: UnsafeRawBufferPointer, neverIndexed: Bool = false
  ) {
    reserve(value.count)
    push(
      name.utf8Start, name.utf8CodeUnitCount, copy(value), value.count,
      LINTAS_NV_NO_COPY_NAME | (neverIndexed ? LINTAS_NV_NO_INDEX : 0))
  }

  /// Appends a name and a value; both are copied.
  public mutating func append(
    _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, neverIndexed: Bool = false
  ) {
    reserve(name.count + value.count)
    push(copy(name), name.count, copy(value), value.count, neverIndexed ? LINTAS_NV_NO_INDEX : 0)
  }

  /// Appends a literal name and a string's UTF-8.
  public mutating func append(_ name: StaticString, _ value: String, neverIndexed: Bool = false) {
    var value = value
    value.withUTF8 { append(name, UnsafeRawBufferPointer($0), neverIndexed: neverIndexed) }
  }

  /// Appends a name and a value given as strings.
  public mutating func append(_ name: String, _ value: String, neverIndexed: Bool = false) {
    var name = name
    var value = value
    name.withUTF8 { name in
      value.withUTF8 { value in
        append(
          UnsafeRawBufferPointer(name), UnsafeRawBufferPointer(value), neverIndexed: neverIndexed)
      }
    }
  }

  /// Appends all fields of another list.
  public mutating func append(contentsOf other: borrowing HeaderList) {
    reserve(other.bytesUsed)
    for index in 0..<other.count {
      let field = other.fields[index]
      push(
        other.isOwn(field.name) ? copy(field.nameBytes) : UnsafePointer(field.name),
        field.namelen,
        other.isOwn(field.value) ? copy(field.valueBytes) : UnsafePointer(field.value),
        field.valuelen, field.flags)
    }
  }

  /// Empties the list and keeps its memory.
  public mutating func removeAll() {
    count = 0
    bytesUsed = 0
    listSize = 0
  }

  /// Calls `body` with each name and value, borrowed for the call.
  public borrowing func forEach(
    _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
  ) {
    for index in 0..<count { body(fields[index].nameBytes, fields[index].valueBytes) }
  }

  /// The fields as the library takes them, borrowed for the call; it copies what it keeps.
  borrowing func withFields<Result>(
    _ body: (UnsafePointer<nghttp2_nv>, Int) -> Result
  ) -> Result {
    body(fields, count)
  }

  /// Whether an address lies in the list's own bytes.
  private func isOwn(_ address: UnsafeMutablePointer<UInt8>?) -> Bool {
    guard let address else { return false }
    return address >= bytes && address < bytes + bytesCapacity
  }

  private mutating func push(
    _ name: UnsafePointer<UInt8>, _ nameCount: Int, _ value: UnsafePointer<UInt8>,
    _ valueCount: Int, _ flags: UInt8
  ) {
    if count == capacity {
      let larger = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: fields, count: count)
      fields.deallocate()
      fields = larger
      capacity *= 2
    }
    (fields + count).initialize(
      to: nghttp2_nv(
        name: UnsafeMutablePointer(mutating: name), value: UnsafeMutablePointer(mutating: value),
        namelen: nameCount, valuelen: valueCount, flags: flags))
    count += 1
    listSize += nameCount + valueCount + 32
  }

  /// Copies bytes for which `reserve` has made room.
  private mutating func copy(_ source: UnsafeRawBufferPointer) -> UnsafePointer<UInt8> {
    let start = bytes + bytesUsed
    if let base = source.baseAddress { memcpy(start, base, source.count) }
    bytesUsed += source.count
    return UnsafePointer(start)
  }

  /// Makes room for `more` bytes; what was copied before moves, and its fields with it.
  private mutating func reserve(_ more: Int) {
    if bytesUsed + more <= bytesCapacity { return }
    let larger = max(bytesCapacity * 2, bytesUsed + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(moved, bytes, bytesUsed)
    for index in 0..<count {
      let field = fields[index]
      if isOwn(field.name), let name = field.name { fields[index].name = moved + (name - bytes) }
      if isOwn(field.value), let value = field.value {
        fields[index].value = moved + (value - bytes)
      }
    }
    bytes.deallocate()
    bytes = moved
    bytesCapacity = larger
  }
}

extension nghttp2_nv {
  /// The name's bytes, borrowed.
  fileprivate var nameBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: name, count: namelen)
  }

  /// The value's bytes, borrowed.
  fileprivate var valueBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: value, count: valuelen)
  }
}
