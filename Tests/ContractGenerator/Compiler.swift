import Foundation
import Glibc

/// The compiler, with the settings of this package's targets, over what the tests' build left.
enum Compiler {
  /// Where the build put its products.
  static var products: String {
    Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""
  }

  /// Settings of a target that finds modules in these folders first, then among the products.
  static func settings(includes: [String]) throws -> [String] {
    // SwiftPM writes this map; it names the module's umbrella header in quotes.
    let map = "\(products)/CProtobufC.build/module.modulemap"
    let header = try String(contentsOfFile: map, encoding: .utf8).split(separator: "\"")[1]
    let runtime = URL(fileURLWithPath: String(header)).deletingLastPathComponent().path
    let standard = ContractCase.root.appendingPathComponent("Sources/Contracts/CStandard/include")
    return [
      "-swift-version", "6", "-warnings-as-errors", "-package-name", "golden",
      "-enable-upcoming-feature", "InternalImportsByDefault",
      "-enable-upcoming-feature", "ExistentialAny",
      "-enable-upcoming-feature", "MemberImportVisibility",
      "-enable-experimental-feature", "Lifetimes",
      "-Xcc", "-fmodule-map-file=\(map)",
    ] + (includes + ["\(products)/Modules", standard.path, runtime]).flatMap { ["-I", $0] }
      + sanitizers
  }

  /// The object files that the build made of a target. A folder that was built in before may hold
  /// more, of source files that are gone: of Swift the build's own list tells.
  static func objects(of target: String) -> [String] {
    let folder = "\(products)/\(target).build"
    let list = FileManager.default.contents(atPath: "\(folder)/output-file-map.json")
    if let list, let map = try? JSONDecoder().decode([String: [String: String]].self, from: list) {
      return map.values.compactMap { $0["object"] }.filter(FileManager.default.fileExists)
    }
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(".o") }.map { "\(folder)/\($0)" }
  }

  /// What code needs beside `settings` that imports the modules of calls: the C libraries below.
  static var settingsOfCalls: [String] {
    let systems = ["COpenSSL", "CNghttp2", "CZlib"].flatMap {
      ["-I", ContractCase.root.appendingPathComponent("Sources/C/\($0)").path]
    }
    return ["-Xcc", "-fmodule-map-file=\(products)/CEpoll.build/module.modulemap"] + systems
  }

  /// The sanitizer that the products were built with: who links with them needs it too.
  private static var sanitizers: [String] {
    if dlsym(nil, "__tsan_init") != nil { return ["-sanitize=thread"] }
    return dlsym(nil, "__asan_init") != nil ? ["-sanitize=address"] : []
  }
}
