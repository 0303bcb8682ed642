/// protoc did not parse the files.
struct ProtocFailure: Error {
  /// What it printed.
  var output: String
}
