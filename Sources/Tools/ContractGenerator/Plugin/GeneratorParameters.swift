/// The parameters of a run, from `--lintas_opt` on protoc's command line.
public struct GeneratorParameters: Equatable, Sendable {
  /// The parts to emit.
  var parts: Set<GeneratorPart> = []
  /// Who may see the Swift.
  var visibility = GeneratorVisibility.public
  /// The modules of the packages.
  var modules: [ModuleMapping] = []
  /// What the names of a package's Swift types begin with, by package.
  var prefixes: [String: String] = [:]
  /// The packages whose methods must carry a policy.
  var policedPackages: [String] = []
  /// Full names of methods without a policy that never wait.
  var inlineMethods: Set<String> = []
  /// The program that makes protobuf-c's structures.
  var structureGenerator = "protoc-gen-c"

  /// No parameters.
  init() {}

  /// What may be given, one parameter a line, for `--help`.
  public static let help = """
    emit=PART             what to emit: structures, messages, interfaces (with contracts),
                          contracts, clients or, for tests, doubles (repeatable)
    visibility=WHO        who sees the Swift: public (the default), package or internal
    module=PKG:SWIFT:C    the Swift and the C module of a proto package and those below (repeatable)
    prefix=PKG:TEXT       what Swift type names of a package begin with (repeatable)
    policed=PKG           methods of this package must carry a policy (repeatable)
    inline=METHOD         run this method inline, which has no policy to say so (repeatable)
    structures-by=PATH    the program to call as protoc-gen-c
    """

  /// Reads parameters joined by commas, as protoc passes them on.
  ///
  /// - Throws: `GenerationError` with a sentence for each parameter that is not understood.
  init(parsing text: String) throws(GenerationError) {
    var faults: [String] = []
    for parameter in text.split(separator: ",") {
      let parts = parameter.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count != 2 || !set(parts[0], to: parts[1]) {
        faults.append("parameter \"\(parameter)\" is not understood.")
      }
    }
    if parts.isEmpty && faults.isEmpty {
      faults.append("nothing to emit: give emit=PART.")
    }
    if faults.isEmpty { return }
    faults.append("The parameters are:\n\(Self.help)")
    throw GenerationError(faults.map { Refusal(file: "", sentence: $0) })
  }

  /// Sets one parameter; false if the name or the value is not known.
  private mutating func set(_ name: String, to value: String) -> Bool {
    let words = value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch name {
    case "emit":
      guard let part = GeneratorPart(rawValue: value) else { return false }
      parts.insert(part)
    case "visibility":
      guard let known = GeneratorVisibility(rawValue: value) else { return false }
      visibility = known
    case "module":
      guard words.count == 3, words[1...].allSatisfy(Self.isIdentifier) else { return false }
      modules.append(ModuleMapping(package: words[0], swift: words[1], c: words[2]))
    case "prefix":
      guard words.count == 2, Self.isIdentifier(words[1]) else { return false }
      prefixes[words[0]] = words[1]
    case "policed":
      policedPackages.append(value)
    case "inline":
      inlineMethods.insert(value)
    case "structures-by":
      structureGenerator = value
    default:
      return false
    }
    return true
  }

  /// Whether Swift and C bear a text as a name.
  private static func isIdentifier(_ text: String) -> Bool {
    text.first.map { $0.isLetter || $0 == "_" } == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// The modules of a package: the mapping with its name, else that of the nearest package above.
  func module(of package: String) -> ModuleMapping? {
    modules.filter { Self.holds($0.package, package) }.max { $0.package.count < $1.package.count }
  }

  /// The prefix of a package's Swift types, from the nearest package that has one.
  func prefix(of package: String) -> String {
    let nearest = prefixes.keys.filter { Self.holds($0, package) }.max { $0.count < $1.count }
    return nearest.flatMap { prefixes[$0] } ?? ""
  }

  /// Whether methods of a package must carry a policy.
  func isPoliced(_ package: String) -> Bool {
    policedPackages.contains { Self.holds($0, package) }
  }

  /// Whether a package is the other one or lies below it.
  private static func holds(_ outer: String, _ package: String) -> Bool {
    outer == package || package.hasPrefix(outer + ".")
  }
}
