internal import CProtobufC
internal import CTestMessages
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

    /// Whether this is what Python found, of which we tell the first hundred. Entries of maps come
    /// in the order of the wire here, and in any there.
    func agrees(with theirs: [String]) -> Bool {
      if violations.count == ViolationCollector.most {
        return theirs.count >= violations.count && Set(violations).isSubset(of: theirs)
      }
      return theirs.sorted() == violations.sorted()
        && theirs.filter(Self.isOrdered) == violations.filter(Self.isOrdered)
    }

    private static func isOrdered(_ violation: String) -> Bool {
      !violation.contains("twigs[") && !violation.contains("bounds[")
    }
  }

  @Test(.enabled(if: PythonOracle.python != nil), .timeLimit(.minutes(10)))
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
      try #require(item.agrees(with: verdict), "seed \(seed), \(item.name): \(item.input)")
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
    let given = cases.flatMap {
      [UInt8($0.name.utf8.count)] + Array($0.name.utf8) + PythonOracle.part($0.input)
    }
    let output = String(
      decoding: try PythonOracle.run("violations.py", given), as: UTF8.self)
    var verdicts: [[String]] = [[]]
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        verdicts.append([])
      } else {
        verdicts[verdicts.count - 1].append(String(line))
      }
    }
    // Each case ends with an empty line, the last one too.
    return verdicts.dropLast(2)
  }
}
