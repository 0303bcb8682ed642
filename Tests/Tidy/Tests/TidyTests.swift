import Foundation
import Testing
import TidyRules

/// Promise: the house rules hold for the whole tree, and each rule is able to fail.
@Suite struct TidyTests {
  @Test("the tree keeps its own rules")
  func treeIsTidy() throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let tree = try Tree(root: root)
    #expect(tree.files.count > 10)
    let findings = tree.findings()
    #expect(findings.isEmpty, "\(findings.prefix(20).map(\.description).joined(separator: "\n"))")
  }

  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }

  @Test("a file, a function and a line that are too long are found")
  func sizes() {
    let long = file("Sources/A/A.swift", String(repeating: "let a = 1\n", count: 401))
    #expect(Sizes.check(long).map(\.line) == [400])
    let test = file("Tests/A/A.swift", String(repeating: "let a = 1\n", count: 600))
    #expect(Sizes.check(test).isEmpty)
    let wide = file("Sources/A/A.swift", "// " + String(repeating: "x", count: 98))
    #expect(Sizes.check(wide).count == 1)
    let body = String(repeating: "  a()\n", count: 49)
    #expect(Sizes.check(file("Sources/A/A.swift", "func f() {\n\(body)}\n")).count == 1)
    let shorter = String(repeating: "  a()\n", count: 48)
    #expect(Sizes.check(file("Sources/A/A.swift", "func f() {\n\(shorter)}\n")).isEmpty)
  }

  @Test("a brace in a string or a comment does not end a function")
  func blanking() {
    let body = String(repeating: "  a(\"}\") // }\n", count: 49)
    let text = "func f() {\n  b(\"\\(c(\"}\"))\")\n\(body)}\n"
    #expect(Sizes.check(file("Sources/A/A.swift", text)).count == 1)
  }

  @Test(
    "banned words are found",
    arguments: [
      "// TO" + "DO later", "// FIX" + "ME", "fatalError(\"no\")", "print(1)", "let a = try! b()",
      "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
    ])
  func bannedWord(text: String) {
    #expect(BannedWords.check(file("Sources/A/A.swift", text)).count == 1)
  }

  @Test("an unsafe word with its reason passes, and so does a word inside another")
  func explained() {
    let text = "// Safety: loop-confined.\nfinal class A: @unchecked Sendable {}\nfingerprint(1)\n"
    #expect(BannedWords.check(file("Sources/A/A.swift", text)).isEmpty)
  }

  @Test("a folder or file that is a drawer is found")
  func drawers() {
    #expect(BannedWords.check(file("Sources/Utils/A.swift", "")).count == 1)
    #expect(BannedWords.check(file("Sources/A/CallManager.swift", "")).count == 1)
  }

  @Test("a C library is called only in its room")
  func boundaries() {
    #expect(Boundaries.check(file("Sources/RPC/A.swift", "SSL_write(s, p, 1)")).count == 1)
    #expect(Boundaries.check(file("Sources/Transport/A.swift", "SSL_write(s, p, 1)")).isEmpty)
    #expect(Boundaries.check(file("Sources/Transport/A.swift", "EVP_Digest()")).count == 1)
    #expect(Boundaries.check(file("Sources/Store/A.swift", "// mdb_put\nnghttp2_x()")).count == 1)
  }

  @Test("a package declaration without a doc comment is found")
  func documentation() {
    #expect(Documentation.check(file("Sources/A/A.swift", "package func f() {}")).count == 1)
    #expect(Documentation.check(file("Sources/A/A.swift", "/// F.\npackage func f() {}")).isEmpty)
  }

  @Test("a second type in a file is found")
  func oneType() {
    #expect(OneType.check(file("Sources/A/A.swift", "struct A {}\nfinal class B {}")).count == 1)
    #expect(OneType.check(file("Sources/A/A.swift", "struct A {}\nprivate enum B {}")).isEmpty)
  }

  @Test("an import that is no direct dependency, or has no access level, is found")
  func imports() {
    let targets = [Imports.Target(name: "A", path: "Sources/A", dependencies: ["B"])]
    func check(_ text: String) -> Int {
      Imports.check(file("Sources/A/A.swift", text), targets: targets).count
    }
    #expect(check("internal import B\npublic import Glibc") == 0)
    #expect(check("import B") == 1)
    #expect(check("internal import C") == 1)
    #expect(check("internal import Foundation") == 1)
    #expect(Imports.check(file("Sources/Z/Z.swift", ""), targets: targets).count == 1)
    #expect(Imports.check(file("Tests/Z/Package.swift", "import C"), targets: targets).isEmpty)
  }

  @Test("an edge that the house does not draw is found")
  func edges() {
    let office = Imports.Target(
      name: "LintasOffice", path: "Sources/Office", dependencies: ["LintasStore", "LintasRPC"])
    #expect(Edges.check([office]).count == 1)
  }

  @Test("shown code that stands otherwise in its file is found")
  func shownCode() {
    func check(_ page: String) -> Int {
      ShownCode.check(file("README.md", page)) { $0 == "A.swift" ? "a\nb\n\nc\n" : nil }.count
    }
    #expect(check("`A.swift`:\n\n```swift\na\nb\n\nc\n```\n") == 0)
    #expect(check("`A.swift`:\n\n```swift\nb\n\nc\n```\n\n```swift\nx\n```\n") == 0)
    #expect(check("`A.swift`:\n\n```swift\na\nc\n```\n") == 1)
    #expect(check("`A.swift`:\n\n```swift\na\nb \n```\n") == 1)
    #expect(check("`B.swift`:\n\n```swift\na\n```\n") == 1)
    #expect(check("See `A.swift`:\n\n```swift\nx\n```\n") == 0)
  }
}
