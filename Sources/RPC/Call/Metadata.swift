/// The fields that travel beside the messages of a call: HTTP/2 header fields that are not
/// gRPC's own.
///
/// A name may occur many times; the order is kept within one name. Names are lower-case letters,
/// digits, `_`, `-` and `.`; those that begin with `grpc-` belong to the protocol. A name that
/// ends in `-bin` holds bytes (base 64 on the wire, plain here), every other holds text.
///
/// All fields lie in one array of bytes, so an empty value allocates nothing and a full one twice.
/// Values that came in one field share its name there: a peer would multiply the memory of a long
/// name by commas otherwise.
public struct Metadata: Sendable {
  /// Where a field lies.
  private struct Entry: Sendable {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// Memory above this size is not kept for the next call.
  private static var keptMemory: Int { 16 << 10 }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []

  /// No fields.
  public init() {}

  /// How many fields there are; a name that occurs twice counts twice.
  public var count: Int { entries.count }
  /// Whether there are no fields.
  public var isEmpty: Bool { entries.isEmpty }

  /// The first value of a name, as text. Setting it replaces all values of the name.
  ///
  /// Bytes that are no UTF-8 read as the replacement character.
  public subscript(name: String) -> String? {
    get { entries.first { matches($0, name) }.map { String(decoding: value($0), as: UTF8.self) } }
    set {
      removeAll(name)
      if let newValue { append(name, newValue) }
    }
  }

  /// All values of a name, as text, in their order.
  public func values(_ name: String) -> [String] {
    entries.filter { matches($0, name) }.map { String(decoding: value($0), as: UTF8.self) }
  }

  /// The first value of a name, as bytes.
  public func bytes(_ name: String) -> [UInt8]? {
    entries.first { matches($0, name) }.map { Array(value($0)) }
  }

  /// Reads the first value of a name in place, without copying it.
  ///
  /// - Parameters:
  ///   - name: the name, in lower case.
  ///   - body: gets the bytes, borrowed for the call.
  /// - Returns: what `body` returns; `nil` if there is no such field.
  public func withValue<Result>(
    _ name: StaticString, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result? {
    try bytes.withUnsafeBytes { all in
      for entry in entries {
        guard UnsafeRawBufferPointer(rebasing: all[entry.name]).matches(name) else { continue }
        return try body(UnsafeRawBufferPointer(rebasing: all[entry.value]))
      }
      return nil
    }
  }

  /// Adds a field that holds text.
  ///
  /// HTTP carries only visible ASCII and spaces; any other byte becomes `?`, and spaces at the
  /// ends are dropped. Text of other kinds belongs into a `-bin` field.
  ///
  /// - Parameters:
  ///   - name: see `isValid(name:)`; another name is a programming error.
  ///   - value: the text.
  public mutating func append(_ name: String, _ value: String) {
    precondition(Self.isValid(name: name), "no name for metadata")
    precondition(!name.hasSuffix("-bin"), "a field named -bin holds bytes")
    let clean = value.utf8.map { $0 >= 0x20 && $0 <= 0x7E ? $0 : 0x3F }
    let text = clean.drop { $0 == 0x20 }
    let end = text.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? text.startIndex
    append(name: name.utf8, value: text[text.startIndex..<end])
  }

  /// Adds a field that holds bytes.
  ///
  /// - Parameters:
  ///   - name: see `isValid(name:)`, ending in `-bin`; another name is a programming error.
  ///   - value: the bytes, which go over the wire as base 64.
  public mutating func append(_ name: String, bytes value: [UInt8]) {
    precondition(Self.isValid(name: name), "no name for metadata")
    precondition(name.hasSuffix("-bin"), "a field that holds bytes is named -bin")
    append(name: name.utf8, value: value)
  }

  /// Takes all values of a name away.
  public mutating func removeAll(_ name: String) {
    guard entries.contains(where: { matches($0, name) }) else { return }
    var rest = Metadata()
    for entry in entries where !matches(entry, name) {
      rest.append(name: bytes[entry.name], value: value(entry))
    }
    self = rest
  }

  /// Adds all fields of another set behind these.
  public mutating func append(contentsOf other: Metadata) {
    for entry in other.entries {
      append(name: other.bytes[entry.name], value: other.value(entry))
    }
  }

  /// Whether `name` may name a field: `[0-9a-z_.-]+`, not of the protocol's own.
  public static func isValid(name: String) -> Bool {
    let isSpelled = name.utf8.allSatisfy { byte in
      (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || byte == 0x5F || byte == 0x2D || byte == 0x2E
    }
    var name = name
    return isSpelled && !name.isEmpty
      && !name.withUTF8 { isReserved(name: UnsafeRawBufferPointer($0)) }
  }
}

extension Metadata {
  /// Whether a name is of HTTP or gRPC, so that it is never metadata.
  static func isReserved(name: UnsafeRawBufferPointer) -> Bool {
    name.starts(with: "grpc-") || name.starts(with: ":") || name.matches("content-type")
      || name.matches("te") || name.matches("connection") || name.matches("content-length")
      || name.matches("transfer-encoding") || name.matches("host")
  }

  /// Takes a field as it came. A `-bin` value is cut at its commas first, then decoded: peers
  /// join values of one name so (RFC 9110 section 5.3).
  ///
  /// - Returns: whether the field could be read; `false` is malformed base 64.
  mutating func receive(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Bool {
    guard name.ends(with: "-bin") else {
      append(name: name, value: value)
      return true
    }
    let count = entries.count
    let mark = bytes.count
    bytes.append(contentsOf: name)
    let shared = mark..<bytes.count
    for part in value.split(separator: 0x2C, omittingEmptySubsequences: false) {
      let start = bytes.count
      guard Base64.decode(trimmed(part), into: &bytes) else {
        // What was read of the field before stays, and needs its name.
        bytes.removeSubrange((entries.count == count ? mark : start)...)
        return false
      }
      entries.append(Entry(name: shared, value: start..<bytes.count))
    }
    return true
  }

  /// Bytes of memory that the set takes, used or kept for later.
  var memory: Int { bytes.capacity + entries.capacity * MemoryLayout<Entry>.stride }

  /// Visits each field as it goes over the wire: name, then value, base 64 if it is `-bin`.
  func forEachWireField(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      for entry in entries {
        let name = UnsafeRawBufferPointer(rebasing: all[entry.name])
        let value = UnsafeRawBufferPointer(rebasing: all[entry.value])
        guard name.ends(with: "-bin") else {
          body(name, value)
          continue
        }
        var text: [UInt8] = []
        Base64.encode(value, into: &text)
        text.withUnsafeBytes { body(name, $0) }
      }
    }
  }

  /// The size that HTTP/2 counts for these fields (RFC 9113 section 6.5.2): name, value and 32.
  var wireSize: Int {
    var size = 0
    forEachWireField { size += $0.count + $1.count + 32 }
    return size
  }

  /// Empties the set and keeps its memory, if that is not much, for the next call.
  mutating func reset() {
    guard !entries.isEmpty else { return }
    if memory > Self.keptMemory {
      self = Metadata()
      return
    }
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  private mutating func append(
    name: some Collection<UInt8>, value: some Collection<UInt8>
  ) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    let middle = bytes.count
    bytes.append(contentsOf: value)
    entries.append(Entry(name: start..<middle, value: middle..<bytes.count))
  }

  private func matches(_ entry: Entry, _ name: String) -> Bool {
    bytes[entry.name].elementsEqual(name.utf8)
  }

  private func value(_ entry: Entry) -> ArraySlice<UInt8> {
    bytes[entry.value]
  }

  private func trimmed(_ part: Slice<UnsafeRawBufferPointer>) -> UnsafeRawBufferPointer {
    var part = part
    while part.first == 0x20 { part = part.dropFirst() }
    while part.last == 0x20 { part = part.dropLast() }
    return UnsafeRawBufferPointer(rebasing: part)
  }
}

extension Metadata: Equatable {
  /// Whether both hold the same fields in the same order.
  public static func == (left: Metadata, right: Metadata) -> Bool {
    left.entries.count == right.entries.count
      && zip(left.entries, right.entries).allSatisfy { mine, theirs in
        left.bytes[mine.name] == right.bytes[theirs.name]
          && left.bytes[mine.value] == right.bytes[theirs.value]
      }
  }
}

extension Metadata: ExpressibleByDictionaryLiteral {
  /// Fields that hold text, in the order written; a name may stand twice.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }
}

extension Metadata: CustomStringConvertible {
  /// The names alone: values may be tokens.
  public var description: String {
    let names = entries.map { entry in
      String(decoding: bytes[entry.name], as: UTF8.self)
    }
    return "[\(names.joined(separator: ", "))]"
  }
}
