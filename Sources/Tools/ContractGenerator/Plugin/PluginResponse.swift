/// What a plugin answers: CodeGeneratorResponse of plugin.proto.
public struct PluginResponse: Equatable, Sendable {
  /// A file that protoc shall write.
  public struct File: Equatable, Sendable {
    /// The path under the folder that protoc was given.
    public var name: String
    /// What stands in it.
    public var content: String
  }

  /// The files, if all went well.
  public var files: [File] = []
  /// Why nothing is generated, one refusal a line.
  public var error: String?

  /// The answer in wire format. It says that `optional` fields of proto3 are understood.
  public var encoded: [UInt8] {
    var writer = WireWriter()
    if let error { writer.data(1, error.utf8) }
    writer.varint(2, 1)
    for file in files {
      writer.message(15) {
        $0.string(1, file.name)
        $0.string(15, file.content)
      }
    }
    return writer.bytes
  }
}
