/// What protoc asks a plugin: CodeGeneratorRequest of plugin.proto.
public struct PluginRequest: Sendable {
  /// The paths of the files to generate code for.
  var filesToGenerate: [String]
  /// The parameters of the command line, joined by commas.
  var parameter: String
  /// The files to generate and all that they import, each after its imports.
  var files: [FileDescriptor]
  /// The same files as FileDescriptorProto in wire format, unchanged but for the comments, which
  /// are left out; by their paths.
  var encodedFiles: [String: [UInt8]] = [:]

  /// The files that code is wanted for.
  var wanted: [FileDescriptor] {
    let names = Set(filesToGenerate)
    return files.filter { names.contains($0.name) }
  }

  /// Some files and all that they import, directly or not; each after its imports.
  func closure(of roots: [FileDescriptor]) -> [FileDescriptor] {
    var names = Set(roots.map(\.name))
    // Imports stand before what imports them, so one pass from the end finds all.
    for file in files.reversed() where names.contains(file.name) {
      names.formUnion(file.dependencies)
    }
    return files.filter { names.contains($0.name) }
  }
}
