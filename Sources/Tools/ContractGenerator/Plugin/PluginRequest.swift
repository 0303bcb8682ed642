/// What protoc asks a plugin: CodeGeneratorRequest of plugin.proto.
public struct PluginRequest: Sendable {
  /// The paths of the files to generate code for.
  var filesToGenerate: [String]
  /// The parameters of the command line, joined by commas.
  var parameter: String
  /// The files to generate and all that they import, each after its imports.
  var files: [FileDescriptor]

  /// The files that code is wanted for.
  var wanted: [FileDescriptor] {
    let names = Set(filesToGenerate)
    return files.filter { names.contains($0.name) }
  }
}
