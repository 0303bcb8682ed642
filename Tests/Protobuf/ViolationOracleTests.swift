internal import CProtobufC
internal import CTestMessages
internal import Foundation
internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: generated code finds exactly the violations, in the same order and with the same paths,
/// that a second program finds which reads the contract's options itself. LINTAS_PYTHON names an
/// interpreter with `grpcio-tools`.
@Suite struct ViolationOracleTests {
  #if DEBUG
  static let cases = 400
  #else
  static let cases = 20_000
  #endif

  private static let formats = FormatChecks([
    "nik": { text in text.count == 16 ? nil : "nik.length" },
    "identifier": { text in text.isEmpty || text[0] != 0x78 ? nil : "identifier.first" },
  ])

  /// A message, and what we found in it: one violation a line.
  private struct Case {
    let name: String
    let input: [UInt8]
    let violations: [String]
  }

  @Test(.enabled(if: PythonTests.python != nil), .timeLimit(.minutes(10)))
  func violationsAgreeWithPython() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var wire = RandomWire(random: SplitMix(seed: seed))
    var cases: [Case] = []
    for _ in 0..<Self.cases {
      cases.append(try Self.make(Tree.self, Lintas__Test__V1__Tree_table(), &wire))
      cases.append(try Self.make(Bounds.self, Lintas__Test__V1__Bounds_table(), &wire))
      cases.append(try Self.make(Lists.self, Lintas__Test__V1__Lists_table(), &wire))
      cases.append(try Self.make(Application.self, Lintas__Test__V1__Application_table(), &wire))
      cases.append(try Self.make(Paper.self, Lintas__Test__V1__Paper_table(), &wire))
    }
    let verdicts = try judge(cases)
    try #require(verdicts.count == cases.count)
    for (verdict, item) in zip(verdicts, cases) {
      try #require(verdict == item.violations, "seed \(seed), \(item.name): \(item.input)")
    }
    let found = cases.reduce(0) { $0 + $1.violations.count }
    print("violations: seed \(seed), \(cases.count) messages, \(found) violations, same in Python")
    #expect(cases.contains { $0.violations.isEmpty } && cases.contains { $0.violations.count > 40 })
  }

  private static func make<Kind: Message>(
    _ kind: Kind.Type, _ table: UnsafePointer<LintasTable>, _ wire: inout RandomWire
  ) throws -> Case {
    let input = wire.message(table, depth: 1 + wire.random.pick(6))
    let found = try Kind(decoding: input).validate(formats: formats)
    return Case(
      name: Kind.messageName, input: input,
      violations: found.map { ([$0.path, $0.rule] + $0.parameters).joined(separator: " ") })
  }

  /// What Python finds in each case.
  private func judge(_ cases: [Case]) throws -> [[String]] {
    var data = Data()
    for item in cases {
      data.append(UInt8(item.name.utf8.count))
      data.append(contentsOf: item.name.utf8)
      withUnsafeBytes(of: UInt32(item.input.count).littleEndian) { data.append(contentsOf: $0) }
      data.append(contentsOf: item.input)
    }
    let output = try PythonTests.run(
      "violations.py", data, files: ["lintas/test/v1/rules.proto", "lintas/test/v1/person.proto"])
    var verdicts: [[String]] = [[]]
    for line in String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.isEmpty {
        verdicts.append([])
      } else {
        verdicts[verdicts.count - 1].append(String(line))
      }
    }
    return verdicts.dropLast(2)
  }
}
