import Testing

@testable import LintasContractGenerator

/// Parameters of the command line say what is emitted, for whom, and into which modules.
struct ParameterTests {
  /// A package takes the module and the prefix of the nearest package at or above it.
  @Test func `the nearest package decides`() throws {
    let parameters = try GeneratorParameters(
      parsing: "emit=messages,module=a:A:CA,module=a.b:AB:CAB,prefix=a:X,prefix=a.b.c:Y,policed=a.b"
    )
    #expect(parameters.module(of: "a")?.swift == "A")
    #expect(parameters.module(of: "a.x")?.c == "CA")
    #expect(parameters.module(of: "a.b.c")?.swift == "AB")
    #expect(parameters.module(of: "ab") == nil)
    #expect(parameters.prefix(of: "a.b") == "X")
    #expect(parameters.prefix(of: "a.b.c.d") == "Y")
    #expect(parameters.prefix(of: "b").isEmpty)
    #expect(parameters.isPoliced("a.b.c"))
    #expect(!parameters.isPoliced("a"))
  }

  /// Parts add up; visibility is public unless said otherwise.
  @Test func `parts and visibility`() throws {
    let plain = try GeneratorParameters(parsing: "emit=messages,emit=clients,emit=doubles")
    #expect(plain.parts == [.messages, .clients, .doubles])
    #expect(plain.visibility == .public)
    #expect(plain.structureGenerator == "protoc-gen-c")
    let other = try GeneratorParameters(
      parsing: "emit=structures,visibility=package,structures-by=/opt/protoc-gen-c")
    #expect(other.visibility == .package)
    #expect(
      try GeneratorParameters(parsing: "emit=messages,visibility=internal").visibility == .internal)
    #expect(other.structureGenerator == "/opt/protoc-gen-c")
  }

  /// Methods that run inline are named in full, one by one.
  @Test func `inline methods`() throws {
    let parameters = try GeneratorParameters(
      parsing: "emit=interfaces,inline=a.b.C.D,inline=a.b.C.E")
    #expect(parameters.inlineMethods == ["a.b.C.D", "a.b.C.E"])
  }

  /// What is not understood is told, every one of them, with what there is.
  @Test(arguments: [
    "emit=all", "emit", "module=a:A", "prefix=a", "visibility=private", "=", "colour=green",
    "module=a:A-B:C", "module=a:A:", "module=a:1A:C", "prefix=a:é", "prefix=a:",
  ])
  func `faults are told`(_ parameter: String) {
    let error = #expect(throws: GenerationError.self) {
      try GeneratorParameters(parsing: "emit=messages,\(parameter)")
    }
    #expect(error?.description.hasPrefix("parameter \"\(parameter)\" is not understood.") == true)
    #expect(error?.description.contains("emit=PART") == true)
  }
}
