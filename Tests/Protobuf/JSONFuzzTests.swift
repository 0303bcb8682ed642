internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: no text makes the reader trap, and what it accepts is a message like any other: it has
/// JSON and an encoding, and both read as the same message.
@Suite struct JSONFuzzTests {
  #if DEBUG
  static let cases = 10_000
  #else
  static let cases = 300_000
  #endif

  private static let types = JSONWellKnownTests.types
  private static let encoding = JSONEncodingOptions(types: types)

  /// Reads a text and, when it is accepted, everything that was made of it; false when refused.
  private static func check<Kind: Message>(
    _ text: [UInt8], as kind: Kind.Type, ignoring: Bool
  ) throws -> Bool {
    let options = JSONDecodingOptions(ignoresUnknownFields: ignoring, types: types)
    let message: Kind
    do {
      message = try Kind(json: text, options: options)
    } catch {
      guard error.offset >= 0, error.offset <= text.count, error.line >= 1, error.column >= 1 else {
        throw error
      }
      return false
    }
    let description = "\(String(decoding: text, as: UTF8.self))"
    let again = try Kind(json: message.jsonBytes(options: encoding), options: options)
    try #require(again == message, "\(description)")
    var pretty = encoding
    pretty.isPretty = true
    pretty.usesContractNames = true
    pretty.writesEnumNumbers = true
    pretty.writesDefaults = true
    try #require(Kind(json: message.json(options: pretty), options: options) == message)
    try #require(Kind(decoding: message.encoded()) == message, "\(description)")
    return true
  }

  private static func check(_ text: [UInt8], _ kind: Int, ignoring: Bool) throws -> Bool {
    switch kind {
    case 0: return try check(text, as: Numbers.self, ignoring: ignoring)
    case 1: return try check(text, as: Maps.self, ignoring: ignoring)
    case 2: return try check(text, as: Sample.self, ignoring: ignoring)
    default: return try check(text, as: Mixture.self, ignoring: ignoring)
    }
  }

  private static func text(_ kind: Int, _ random: inout SplitMix) throws -> [UInt8] {
    switch kind {
    case 0: return try random.numbers().jsonBytes()
    case 1: return try random.maps().jsonBytes()
    case 2: return try fullSample().jsonBytes()
    default: return try random.mixture().jsonBytes(options: encoding)
    }
  }

  @Test func mutatedTexts() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    let texts = try (0..<400).map { index in
      (kind: index % 5, text: try Self.text(index % 5, &random))
    }
    var accepted = 0
    for _ in 0..<Self.cases {
      let base = texts[random.pick(texts.count)]
      let other = texts[random.pick(texts.count)]
      let text = JSONMutation.apply(to: base.text, other: other.text, using: &random)
      do {
        let isAccepted = try Self.check(text, base.kind, ignoring: random.pick(2) == 0)
        accepted += isAccepted ? 1 : 0
      } catch {
        Issue.record("seed \(seed): \(error): \(String(decoding: text, as: UTF8.self))")
        return
      }
    }
    print("JSON fuzz: seed \(seed), \(accepted) of \(Self.cases) accepted")
    #expect(accepted > Self.cases / 50)
  }

  @Test func everyTruncationIsRefused() throws {
    var random = SplitMix(seed: 21)
    for kind in 0..<40 {
      let text = try Self.text(kind % 5, &random)
      for length in 0..<text.count {
        try #require(try !Self.check(Array(text.prefix(length)), kind % 5, ignoring: true))
      }
    }
  }

  @Test func everyByteInEveryPlace() throws {
    let text = [UInt8](
      #"{"madeAt":"2000-01-01T00:00:00Z","value":[-1.5e2,{"a":"\u00e9"}],"tone":7}"#.utf8)
    for place in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        _ = try Self.check(changed, 4, ignoring: byte & 1 == 0)
      }
    }
  }

  @Test func randomPieces() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    for _ in 0..<Self.cases {
      var text: [UInt8] = []
      for _ in 0..<random.pick(12) { text += JSONMutation.piece(using: &random) }
      for kind in 0..<5 { _ = try Self.check(text, kind, ignoring: true) }
    }
  }
}
