/// Something that has to bear any bytes whatever. A fault ends the program: that is what a fuzzer
/// and the replay of its corpus look for.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// The decoder, and all that is done with a message that it gives.
  case messages
  /// The JSON reader, and all that is done with a message that it gives.
  case json

  /// Runs the target on one input. The first byte says which message type the rest is for, so that
  /// one corpus serves all.
  public func run(_ input: UnsafeRawBufferPointer) {
    let kind = TargetKinds.kind(input)
    let rest = UnsafeRawBufferPointer(rebasing: input.dropFirst())
    switch self {
    case .messages: MessageChecks.run(rest, as: kind)
    case .json: JSONChecks.run(rest, as: kind)
    }
  }
}
