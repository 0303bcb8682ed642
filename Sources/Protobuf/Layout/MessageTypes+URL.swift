/// Types of the contents of `google.protobuf.Any`.
extension [MessageTypes] {
  /// The table of the type that a URL names behind its last slash; nil when no list has it, or
  /// without a slash.
  func layout(at url: UnsafeRawBufferPointer) -> Layout? {
    guard let slash = url.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let name = UnsafeRawBufferPointer(rebasing: url[(slash + 1)...])
    for types in self {
      if let layout = types.layout(named: name) { return layout }
    }
    return nil
  }
}
