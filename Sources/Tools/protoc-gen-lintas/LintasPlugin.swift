internal import Foundation
internal import LintasContractGenerator

/// The program that protoc starts for `--lintas_out`.
@main
enum LintasPlugin {
  static func main() {
    exit(run(arguments: Array(CommandLine.arguments.dropFirst())))
  }
}

/// Answers one request, or prints what the program is. Returns the status to exit with.
private func run(arguments: [String]) -> Int32 {
  switch arguments {
  case []: return answer()
  case ["--version"]:
    print("protoc-gen-lintas \(GeneratorVersion.name)")
    return 0
  case ["--help"]:
    print(help)
    return 0
  default:
    FileHandle.standardError.write(Data("\(help)\n".utf8))
    return 2
  }
}

/// Reads a request from standard input and writes the answer to standard output.
private func answer() -> Int32 {
  // A child that ends early shall be an error that can be told, not a signal.
  signal(SIGPIPE, SIG_IGN)
  do {
    let input = try FileHandle.standardInput.readToEnd() ?? Data()
    let response = ContractGenerator.respond(to: try PluginRequest(decoding: [UInt8](input)))
    try FileHandle.standardOutput.write(contentsOf: Data(response.encoded))
    return 0
  } catch {
    FileHandle.standardError.write(Data("protoc-gen-lintas: \(error)\n".utf8))
    return 1
  }
}

private let help = """
  protoc-gen-lintas makes C structures, Swift messages, service interfaces and client stubs from
  .proto files. protoc calls it:

    protoc --plugin=protoc-gen-lintas=PATH --lintas_out=FOLDER --lintas_opt=PARAMETERS FILE.proto …

  Parameters are joined by commas:

  \(GeneratorParameters.help.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
  """
