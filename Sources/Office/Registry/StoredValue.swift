internal import LintasProtobuf
internal import LintasStore

/// A record as it lies in the store: two encodings of one message.
///
/// ```
/// ┌────────────────┬───────────────┬──────────────────────────────┐
/// │ length, 4 bytes│ clear part    │ personal part, sealed        │
/// │ big-endian     │ (length bytes)│ (the rest; empty if none)    │
/// └────────────────┴───────────────┴──────────────────────────────┘
/// ```
/// The clear part is the message without its personal fields, the personal part these alone;
/// protobuf's merge of the two gives the message back. The personal part goes through the seal.
enum StoredValue {
  /// The bytes to store for a record under a key.
  static func bytes(_ record: some Message, at key: Key) -> [UInt8] {
    let clear = record.encodedClear()
    let personal = record.encodedPersonal()
    let length = UInt32(clear.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + clear.count + personal.count)
    for shift in [24, 16, 8, 0] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: length >> shift))
    }
    bytes += clear
    if !personal.isEmpty { bytes += Seal.close(personal, place: key.bytes) }
    return bytes
  }

  /// The record of stored bytes.
  ///
  /// - Throws: `RegistryError.damaged` for bytes that no record was stored as.
  static func record<Record: Message>(
    _ type: Record.Type, _ bytes: UnsafeRawBufferPointer, at key: Key
  ) throws(RegistryError) -> Record {
    guard bytes.count >= 4 else { throw .damaged(key.bytes) }
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - 4 else { throw .damaged(key.bytes) }
    let clear = UnsafeRawBufferPointer(rebasing: bytes[4..<(4 + length)])
    let sealed = bytes[(4 + length)...]
    do {
      var record = try Record(decoding: clear)
      if !sealed.isEmpty {
        guard let personal = Seal.open(Array(sealed), place: key.bytes) else {
          throw RegistryError.damaged(key.bytes)
        }
        try record.merge(decoding: personal)
      }
      return record
    } catch {
      throw .damaged(key.bytes)
    }
  }
}
