/// Refuses messages whose structure is larger than the runtime's block of zeros.
struct SizeCheck {
  /// The messages of a file that are too large.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    file.allMessages.compactMap { message in
      let size = StructureSize(of: message).bytes
      guard size > StructureSize.limit else { return nil }
      return Refusal(
        file: file.name, place: message.place,
        sentence: "message \"\(message.name)\" takes \(size) bytes in memory, and the largest may "
          + "take \(StructureSize.limit); move some of its fields into messages of their own.")
    }
  }
}
