internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: Python's protobuf reads our JSON and we read its; and of any text both think the same.
/// LINTAS_PYTHON names an interpreter with `grpcio-tools`.
@Suite struct JSONPythonTests {
  static let python = PythonOracle.python
  #if DEBUG
  static let cases = 6_000
  #else
  static let cases = 60_000
  #endif

  private typealias Sample = TestMessages.Sample
  private static let decoding = JSONDecodingOptions(types: JSONWellKnownTests.types)
  private static let encoding = JSONEncodingOptions(types: JSONWellKnownTests.types)

  /// A message, and how its type reads and writes.
  private struct Subject {
    let name: String
    let bytes: [UInt8]
    let json: [UInt8]
    /// The encoding of what is read from a text; nil when it is refused.
    let read: ([UInt8]) -> [UInt8]?

    init<Kind: Message>(_ message: Kind) throws {
      name = Kind.messageName
      bytes = message.encoded()
      json = try message.jsonBytes(options: JSONPythonTests.encoding)
      read = { (try? Kind(json: $0, options: JSONPythonTests.decoding))?.encoded() }
    }
  }

  private static func subject(_ random: inout SplitMix) throws -> Subject {
    switch random.pick(4) {
    case 0: return try Subject(random.numbers())
    case 1: return try Subject(random.maps())
    default: return try Subject(random.mixture())
    }
  }

  @Test(.enabled(if: python != nil), .timeLimit(.minutes(10)))
  func messagesGoBothWays() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("JSON against Python: seed \(seed), \(Self.cases / 4) messages")
    var random = SplitMix(seed: seed)
    var subjects = [try Subject(fullSample()), try Subject(PartsTests.application())]
    var cases: [UInt8] = []
    while subjects.count < Self.cases / 4 { subjects.append(try Self.subject(&random)) }
    for subject in subjects {
      cases += Self.head("M", style: UInt8(random.pick(32)), subject.name)
      cases += PythonOracle.part(subject.bytes) + PythonOracle.part(subject.json)
    }
    var verdicts = try PythonOracle.run("json_oracle.py", cases)[...]
    for subject in subjects {
      let verdict = try #require(verdicts.first)
      verdicts = verdicts.dropFirst()
      let theirs = PythonOracle.takePart(&verdicts)
      let text = String(decoding: subject.json, as: UTF8.self)
      try #require(verdict & 1 != 0, "seed \(seed): Python reads otherwise: \(text)")
      try #require(verdict & 2 != 0, "seed \(seed): Python writes otherwise than \(text)")
      let read = subject.read(theirs)
      try #require(
        read == subject.bytes,
        "seed \(seed): we read otherwise: \(String(decoding: theirs, as: UTF8.self))")
    }
  }

  @Test(.enabled(if: python != nil), .timeLimit(.minutes(10)))
  func textsAreJudgedAlike() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("JSON texts against Python: seed \(seed), \(Self.cases) texts")
    var random = SplitMix(seed: seed)
    var subjects: [Subject] = [try Subject(fullSample())]
    for _ in 0..<200 { subjects.append(try Self.subject(&random)) }
    var cases: [UInt8] = []
    var texts: [(name: String, text: [UInt8], ours: [UInt8]?)] = []
    for _ in 0..<Self.cases {
      let subject = subjects[random.pick(subjects.count)]
      let other = subjects[random.pick(subjects.count)].json
      let text = JSONMutation.apply(to: subject.json, other: other, using: &random)
      let ours = subject.read(text)
      texts.append((subject.name, text, ours))
      cases += Self.head("T", style: 0, subject.name) + PythonOracle.part(text)
      cases += PythonOracle.part(ours.map { [1] + $0 } ?? [])
    }
    let verdicts = try PythonOracle.run("json_oracle.py", cases)
    var accepted = 0
    for (verdict, item) in zip(verdicts, texts) {
      accepted += Int(verdict & 1)
      let expected: UInt8 = item.ours == nil ? 0 : 3
      let text = String(decoding: item.text, as: UTF8.self)
      try #require(
        verdict == expected,
        "seed \(seed): \(item.name): Python \(verdict), ours \(expected), \(text)")
    }
    print("JSON texts: \(accepted) of \(texts.count) accepted by both")
    #expect(accepted > texts.count / 50)
  }

  private static func head(_ letter: Unicode.Scalar, style: UInt8, _ name: String) -> [UInt8] {
    [UInt8(ascii: letter), style, UInt8(name.utf8.count)] + Array(name.utf8)
  }
}
