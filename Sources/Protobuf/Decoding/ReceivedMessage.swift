internal import CProtobufC
internal import Glibc

/// The bytes of one encoded message as they come in, in memory that the decoded message goes on
/// using: `init(decoding:)` takes them over and copies nothing.
///
/// Memory is taken for bytes that came, never for bytes that are promised.
public struct ReceivedMessage: ~Copyable {
  /// Where the bytes lie, behind the header. A block that threads keep for their next messages is
  /// zero behind the bytes; a larger one is not.
  private var block: UnsafeMutablePointer<ArenaBlock>?
  /// How many bytes are there.
  public private(set) var count = 0

  /// No bytes, and no memory.
  public init() {}

  deinit {
    if let block { Self.giveBack(block, count) }
  }

  /// Whether no bytes are there.
  public var isEmpty: Bool { count == 0 }

  /// Bytes of memory that are held.
  public var capacity: Int { block?.pointee.size ?? 0 }

  /// Adds bytes.
  ///
  /// - Parameters:
  ///   - bytes: what came.
  ///   - length: how many bytes the message will have in all, as far as the peer is to be believed:
  ///     once they are there, the memory has room for what will be decoded, too.
  public mutating func append(_ bytes: UnsafeRawBufferPointer, of length: Int) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    let all = count + bytes.count
    if Self.memory(for: all) > capacity {
      let most = Self.memory(for: max(length, all)) + DecodedTree.usual(beside: length)
      // All there: room for the decoded message. More to come: twice what came, if so much comes.
      grow(all >= length ? most : min(most, max(Self.memory(for: all), capacity * 2)))
    }
    guard let block else { return }
    lintas_unpoison(block.room, all)
    memcpy(block.room + count, source, bytes.count)
    count = all
  }

  /// Lends the bytes.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: block?.room, count: count))
  }

  /// Drops the bytes and gives the memory back.
  public mutating func removeAll() { self = ReceivedMessage() }

  /// Hands the memory over to an arena without memory.
  mutating func take() -> (block: UnsafeMutablePointer<ArenaBlock>, count: Int)? {
    guard let block = block.take() else { return nil }
    defer { count = 0 }
    return (block, count)
  }

  /// Bytes of a block that `count` bytes fit in.
  private static func memory(for count: Int) -> Int {
    ArenaBlock.header + ArenaState.room(for: count + WireReader.slop)
  }

  /// Moves to memory of `bytes`. Like Swift's own values it stops the program when the heap is
  /// exhausted.
  private mutating func grow(_ bytes: Int) {
    let size = ArenaBlock.size(for: bytes)
    if let old = block, !ArenaBlock.isSpareSize(size), !ArenaBlock.isSpareSize(capacity) {
      block = old.resized(to: size)
      return
    }
    let spare = SpareArenas.ofThread.pointee.takeBlock(size)
    let raw = ArenaBlock.isSpareSize(size) ? 0 : size - ArenaBlock.header
    guard let new = spare ?? ArenaBlock.make(size, raw: raw) else {
      heapExhausted()
    }
    if let old = block {
      lintas_unpoison(new.room, count)
      memcpy(new.room, old.room, count)
      Self.giveBack(old, count)
    }
    block = new
  }

  private static func giveBack(_ block: UnsafeMutablePointer<ArenaBlock>, _ count: Int) {
    block.pointee.used = ArenaBlock.header + count
    SpareArenas.ofThread.pointee.give(block)
  }
}
