import Foundation

@testable import LintasContractGenerator

/// The real protoc, as a maker of requests.
enum Protoc {
  /// Has protoc parse files and call a plugin that only keeps the request.
  static func request(
    files: [String], from folders: [URL], parameters: String
  ) throws -> PluginRequest {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let captured = scratch.folder.appendingPathComponent("request")
    let plugin = ContractCase.home.appendingPathComponent("capture-request.sh")
    var arguments = folders.map { "--proto_path=\($0.path)" }
    arguments += ["--plugin=protoc-gen-capture=\(plugin.path)"]
    arguments += ["--capture_out=\(scratch.folder.path)", "--capture_opt=\(parameters)"]
    let run = try Command.run(
      "protoc", arguments + files, environment: ["CAPTURED_REQUEST": captured.path])
    guard run.status == 0 else { throw ProtocFailure(output: run.errors) }
    return try PluginRequest(decoding: [UInt8](Data(contentsOf: captured)))
  }

  /// The request for one file with this text.
  static func request(
    _ text: String, parameters: String = "emit=messages,module=golden:Golden:CGolden"
  ) throws -> PluginRequest {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let file = scratch.folder.appendingPathComponent("contract.proto")
    try Data(text.utf8).write(to: file)
    return try request(
      files: ["contract.proto"],
      from: [scratch.folder, ContractCase.root.appendingPathComponent("Proto")],
      parameters: parameters)
  }
}
