internal import CDescriptors

extension PluginRequest {
  /// Reads a CodeGeneratorRequest, as protoc writes it on a plugin's standard input.
  ///
  /// - Throws: `GenerationError` if the bytes are no such message.
  public init(decoding bytes: [UInt8]) throws(GenerationError) {
    let descriptor = google__protobuf__compiler__code_generator_request_descriptor()
    guard let tree = UnpackedTree(bytes, as: descriptor) else {
      throw GenerationError(
        Refusal(file: "", sentence: "standard input is no CodeGeneratorRequest of protoc."))
    }
    self = tree.read(as: Google__Protobuf__Compiler__CodeGeneratorRequest.self) { c in
      PluginRequest(
        filesToGenerate: texts(c.file_to_generate, c.n_file_to_generate),
        parameter: text(c.parameter),
        files: pointers(c.proto_file, c.n_proto_file).map { DescriptorReader.file($0.pointee) })
    }
  }
}
