internal import LintasProtobuf

/// What must hold for every message that the JSON reader accepts, and for the JSON of every message
/// that has one.
enum JSONChecks {
  static func run<Kind: Message>(_ input: UnsafeRawBufferPointer, as kind: Kind.Type) {
    let scarce = JSONDecodingOptions(types: TargetKinds.types, limits: MessageChecks.scarce)
    if let message = try? Kind(json: input, options: scarce) { _ = message.encoded() }
    let lenient = JSONDecodingOptions(ignoresUnknownFields: true, types: TargetKinds.types)
    let tolerated = try? Kind(json: input, options: lenient)
    let strict = JSONDecodingOptions(types: TargetKinds.types)
    guard let message = try? Kind(json: input, options: strict) else {
      if let tolerated { rewrite(tolerated) }
      return
    }
    MessageChecks.check(tolerated == message, "is the same whether unknown fields are ignored")
    let bytes = message.encoded()
    MessageChecks.check(MessageChecks.decode(bytes, as: kind) == message, "has an encoding")
    for options in writings {
      let text = json(message, options)
      MessageChecks.check(read(text, as: kind) == message, "reads back from JSON as it was")
    }
    var masked = JSONEncodingOptions(types: TargetKinds.types)
    masked.masksPersonal = true
    _ = json(message, masked)
  }

  /// JSON says the same after it was read and written again. What is lost on the way the first time
  /// (unknown fields, the bits of a NaN) is no part of it.
  static func rewrite<Kind: Message>(_ message: Kind) {
    var options = JSONEncodingOptions(types: TargetKinds.types, limits: MessageChecks.limits)
    options.sortsMaps = true
    guard let text = try? message.jsonBytes(options: options) else { return }
    MessageChecks.check(
      json(read(text, as: Kind.self), options) == text, "is written as the same JSON again")
  }

  /// Ways to write JSON that give the same message back. Sorted maps are not among them: packed in
  /// an Any they are other bytes.
  private static let writings: [JSONEncodingOptions] = {
    let plain = JSONEncodingOptions(types: TargetKinds.types, limits: MessageChecks.limits)
    var full = plain
    (full.writesDefaults, full.usesContractNames, full.isPretty) = (true, true, true)
    var numbers = plain
    numbers.writesEnumNumbers = true
    return [plain, full, numbers]
  }()

  private static func json<Kind: Message>(
    _ message: Kind, _ options: JSONEncodingOptions
  ) -> [UInt8] {
    do {
      return try message.jsonBytes(options: options)
    } catch {
      fatalError("\(Kind.messageName): what came from JSON cannot go back: \(error)")
    }
  }

  private static func read<Kind: Message>(_ text: [UInt8], as kind: Kind.Type) -> Kind {
    let options = JSONDecodingOptions(types: TargetKinds.types, limits: MessageChecks.limits)
    do {
      return try Kind(json: text, options: options)
    } catch {
      fatalError("\(Kind.messageName): JSON of ours is refused: \(error)")
    }
  }
}
