internal import LintasProtobuf

/// What must hold for every message that the decoder accepts.
enum MessageChecks {
  /// Ample: what one input may take is not what is looked for here.
  static let limits = DecodingLimits(
    depth: 100, baseBytes: 16 << 20, bytesPerInputByte: 64, mostBytes: 64 << 20)
  /// So little that most inputs go beyond it, one way or the other.
  static let scarce = DecodingLimits(
    depth: 2, baseBytes: 300, bytesPerInputByte: 6, mostBytes: 2048)
  /// The formats that the tests' contracts name: here any length but one passes.
  private static let formats = FormatChecks([
    "identifier": { $0.count == 1 ? "identifier" : nil }, "nik": { $0.count == 1 ? "nik" : nil },
  ])

  static func run<Kind: Message>(_ input: UnsafeRawBufferPointer, as kind: Kind.Type) {
    refusals(input, as: kind)
    guard let message = try? Kind(decoding: input) else { return }
    let bytes = message.encoded()
    let again = decode(bytes, as: kind)
    check(again == message && again.hashValue == message.hashValue, "reads back as it was")
    check(again.encoded() == bytes, "is written the same again")
    _ = message.description
    _ = message.validate(formats: formats)
    parts(message)
    copies(message, bytes)
    JSONChecks.rewrite(message)
  }

  /// What is left of an input that was refused half-way can be used, and so can what stood before.
  private static func refusals<Kind: Message>(
    _ input: UnsafeRawBufferPointer, as kind: Kind.Type
  ) {
    if let message = try? Kind(decoding: input, limits: scarce) { _ = message.encoded() }
    var message = Kind()
    for limits in [scarce, limits, scarce] {
      let before = message
      let bytes = before.encoded()
      try? message.merge(decoding: input, limits: limits)
      check(decode(message.encoded(), as: kind) == message, "holds what stood before the fault")
      check(before.encoded() == bytes, "stays as it is when a copy takes in a fault")
    }
  }

  /// The two parts at rest give the message back.
  private static func parts<Kind: Message>(_ message: Kind) {
    var joined = decode(message.encodedClear(), as: Kind.self)
    do {
      try joined.merge(decoding: message.encodedPersonal(), limits: limits)
    } catch {
      fatalError("the personal part is refused: \(error)")
    }
    check(joined == message, "is the sum of its parts")
  }

  /// A copy is a value of its own, also when both have the same tree to begin with.
  private static func copies<Kind: Message>(_ message: Kind, _ bytes: [UInt8]) {
    var twice = message
    do {
      try twice.merge(decoding: bytes, limits: limits)
    } catch {
      fatalError("what was accepted is refused on top of itself: \(error)")
    }
    check(message.encoded() == bytes, "stays as it is when a copy is edited")
    let doubled = decode(bytes + bytes, as: Kind.self)
    check(doubled == twice, "merges with itself as two encodings in a row do")
    let copy = Kind(_ref: Kind._clone(twice._ref))
    check(copy == twice && copy.encoded() == twice.encoded(), "is copied whole")
  }

  /// Reads what was written.
  static func decode<Kind: Message>(_ bytes: [UInt8], as kind: Kind.Type) -> Kind {
    do {
      return try Kind(decoding: bytes, limits: limits)
    } catch {
      fatalError("\(Kind.messageName): what was written is refused: \(error)")
    }
  }

  /// Ends the program when a promise is broken.
  static func check(_ holds: Bool, _ promise: String) {
    if !holds { fatalError("broken: a message \(promise)") }
  }
}
