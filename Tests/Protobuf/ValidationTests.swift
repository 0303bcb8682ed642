internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: all that is wrong with a message by its contract is found at once, with paths.
@Suite struct ValidationTests {
  private static let formats = FormatChecks([
    "nik": { text in text.count == 16 ? nil : "nik.length" },
    "identifier": { text in text.isEmpty || text[0] != 0x78 ? nil : "identifier.first" },
  ])

  private func valid() -> Application {
    .with {
      $0.id = "a1"
      $0.nik = "1808010101900001"
      $0.home.street = "Jalan Lintas"
      $0.home.regency = "Way Kanan"
      $0.papers = [.with { ($0.kind, $0.pages) = (.birth, 2) }]
    }
  }

  private func faults(_ build: (inout Application) -> Void) -> [Violation] {
    var application = valid()
    build(&application)
    return application.validate(formats: Self.formats)
  }

  @Test func aValidMessageHasNoFaults() {
    #expect(faults { _ in } == [])
    #expect(
      faults {
        $0.photo = [1, 2, 3]
        $0.height = 1.7
        $0.aliases = ["Ani", "Budi"]
        $0.receipt = "123"
        $0.remark = "x"
        $0.children = [.with { $0.year = 2001 }]
      } == [])
  }

  @Test func allFaultsComeAtOnce() {
    #expect(
      Application().validate(formats: Self.formats) == [
        Violation(path: "id", rule: "required"), Violation(path: "nik", rule: "required"),
        Violation(path: "home", rule: "required"), Violation(path: "papers", rule: "required"),
      ])
  }

  @Test func aMillionFaultsAreToldByTheFirstHundred() {
    let found = faults { application in
      for _ in 0..<1000 { application.children.append { $0.year = 1 } }
    }
    #expect(found.count == 100)
    #expect(found.first?.path == "children[0].year" && found.last?.path == "children[99].year")
  }

  @Test func pathsReachIntoMessagesAndLists() {
    let found = faults {
      $0.home.street = ""
      $0.home.regency = "abc"
      $0.papers.append { $0.pages = 41 }
      $0.papers.append { ($0.kind, $0.pages) = (PaperKind(rawValue: 9), 1) }
      $0.children = [.with { $0.year = 1900 }, .with { $0.year = 1899 }]
      $0.aliases = ["ok", "é"]
    }
    #expect(
      found == [
        Violation(path: "home.street", rule: "required"),
        Violation(path: "home.regency", rule: "min_length", parameters: ["4"]),
        Violation(path: "papers[1].kind", rule: "required"),
        Violation(path: "papers[1].pages", rule: "max", parameters: ["40"]),
        Violation(path: "papers[2].kind", rule: "defined_only"),
        Violation(path: "children[1].year", rule: "min", parameters: ["1900"]),
        Violation(path: "aliases[1]", rule: "min_length", parameters: ["2"]),
      ])
  }

  @Test func lengthsAreScalars() {
    #expect(faults { $0.home.street = String(repeating: "😈", count: 20) } == [])
    #expect(
      faults { $0.home.street = String(repeating: "é", count: 21) } == [
        Violation(path: "home.street", rule: "max_length", parameters: ["20"])
      ])
    #expect(
      faults { $0.photo = [UInt8](repeating: 0, count: 9) } == [
        Violation(path: "photo", rule: "max_length", parameters: ["8"])
      ])
  }

  @Test func listsMapsAndOneofs() {
    let found = faults {
      for _ in 0..<3 { $0.papers.append { ($0.kind, $0.pages) = (.family, 1) } }
      $0.words = ["a": "b", "c": "d", "e": "f"]
      $0.receipt = "no"
      $0.remark = ""
    }
    #expect(
      found == [
        Violation(path: "papers", rule: "max_items", parameters: ["3"]),
        Violation(path: "words", rule: "max_items", parameters: ["2"]),
        Violation(path: "receipt", rule: "min_length", parameters: ["3"]),
        Violation(path: "remark", rule: "min_length", parameters: ["1"]),
      ])
    #expect(
      faults { $0.payer.regency = "Way Kanan" } == [
        Violation(path: "payer.street", rule: "required")
      ])
  }

  @Test func numbersAndEnums() {
    #expect(
      faults { $0.height = 3.01 } == [Violation(path: "height", rule: "max", parameters: ["3"])])
    #expect(faults { $0.height = .nan }.map(\.rule) == ["min", "max"])
    #expect(
      faults { $0.mainKind = PaperKind(rawValue: -1) } == [
        Violation(path: "main_kind", rule: "defined_only")
      ])
  }

  @Test func formatsGiveTheirOwnRules() {
    let found = faults {
      $0.nik = "18080101019000"
      $0.id = "x1"
    }
    #expect(
      found == [
        Violation(path: "id", rule: "identifier.first"), Violation(path: "nik", rule: "nik.length"),
      ])
  }

  @Test func entriesOfMapsAreNamedByTheirKeys() {
    var tree = nested(0)
    tree.twigs[-7] = nested(0)
    tree.twigs[4, default: Tree()].name = "x"
    tree.lists.bounds["a\"b", default: Bounds()].int32 = 41
    let found = tree.validate(formats: Self.formats)
    #expect(
      found.prefix(4) == [
        Violation(path: "twigs[4].name", rule: "min_length", parameters: ["2"]),
        Violation(path: "twigs[4].soil", rule: "required"),
        Violation(path: "twigs[4].layers", rule: "required"),
        Violation(path: "lists.int32s", rule: "required"),
      ])
    #expect(
      found.contains(
        Violation(path: #"lists.bounds["a\"b"].int32"#, rule: "max", parameters: ["40"])))
  }

  @Test func messagesDeeperThanAnyDecodedOneBreakARule() {
    let deepest = ViolationCollector.deepest
    #expect(nested(deepest).validate(formats: Self.formats) == [])
    let found = nested(deepest + 1).validate(formats: Self.formats)
    let path = [String](repeating: "left", count: deepest + 1).joined(separator: ".")
    #expect(found == [Violation(path: path, rule: "max_depth", parameters: ["\(deepest)"])])
  }

  /// A tree with this many levels below its root, all of it as the rules want.
  private func nested(_ levels: Int) -> Tree {
    var tree = Tree()
    for level in 0...levels {
      let below = tree
      tree = .with {
        $0.name = "ok"
        $0.soil.kind = "loam"
        $0.layers = [.with { $0.kind = "clay" }]
        if level > 0 { $0.left = below }
      }
    }
    return tree
  }
}
