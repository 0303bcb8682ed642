internal import CDescriptors

/// A message that protobuf-c has unpacked. Owns the tree and frees it at the end.
struct UnpackedTree: ~Copyable {
  /// The root of the tree.
  private let root: UnsafeMutablePointer<ProtobufCMessage>

  /// Unpacks the bytes of a CodeGeneratorRequest or -Response; nil if they are no such message.
  init?(_ bytes: [UInt8], as descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
    let unpacked = protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes)
    guard let unpacked else { return nil }
    root = unpacked
  }

  /// Lends the root as the C structure that belongs to the descriptor it was unpacked with.
  func read<C, Result>(as type: C.Type, _ body: (C) throws -> Result) rethrows -> Result {
    // Safety: protobuf-c allocates the structure that the descriptor describes, and each caller
    // names the structure of the descriptor that it gave.
    try UnsafeMutableRawPointer(root).withMemoryRebound(to: type, capacity: 1) {
      try body($0.pointee)
    }
  }

  deinit {
    protobuf_c_message_free_unpacked(root, nil)
  }
}
