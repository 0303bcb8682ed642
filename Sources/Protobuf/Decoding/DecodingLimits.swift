/// How much a decoder may spend on one input.
@frozen public struct DecodingLimits: Hashable, Sendable {
  /// Levels of messages and groups below the outermost message.
  public var depth: Int
  /// Bytes of memory that any input may take, however short.
  public var baseBytes: Int
  /// Bytes of memory that each byte of input may take.
  public var bytesPerInputByte: Int
  /// Bytes of memory that no input may exceed.
  public var mostBytes: Int

  /// Bytes of memory that all decoded messages of the process may hold together, beyond a small
  /// block each; 512 MiB unless a program sets it, once, when it starts. A decoding that would pass
  /// it fails with `DecodingError.overBudget`. From any thread.
  public static var processBytes: Int {
    get { MemoryAccount.process.most }
    set { MemoryAccount.process.limit(to: newValue) }
  }

  /// 100 levels; 64 KiB and 64 bytes for each byte of input, at most 64 MiB.
  public static let `default` = DecodingLimits(
    depth: 100, baseBytes: 64 << 10, bytesPerInputByte: 64, mostBytes: 64 << 20)

  /// Limits of one's own. No value may be negative.
  public init(depth: Int, baseBytes: Int, bytesPerInputByte: Int, mostBytes: Int) {
    precondition(depth >= 0 && baseBytes >= 0 && bytesPerInputByte >= 0 && mostBytes >= 0)
    self.depth = depth
    self.baseBytes = baseBytes
    self.bytesPerInputByte = bytesPerInputByte
    self.mostBytes = mostBytes
  }

  /// Bytes of memory for an input of `count` bytes.
  func budget(for count: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: bytesPerInputByte)
    if overflow { return mostBytes }
    let (sum, carried) = product.addingReportingOverflow(baseBytes)
    return carried ? mostBytes : min(sum, mostBytes)
  }
}
