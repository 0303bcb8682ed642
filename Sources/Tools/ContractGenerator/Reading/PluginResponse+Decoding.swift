internal import CDescriptors

extension PluginResponse {
  /// Reads a CodeGeneratorResponse, as another plugin writes it on its standard output.
  ///
  /// - Throws: `GenerationError` if the bytes are no such message.
  init(decoding bytes: [UInt8]) throws(GenerationError) {
    let descriptor = google__protobuf__compiler__code_generator_response_descriptor()
    guard let tree = UnpackedTree(bytes, as: descriptor) else {
      throw GenerationError(
        Refusal(file: "", sentence: "protoc-gen-c did not answer with a CodeGeneratorResponse."))
    }
    self = tree.read(as: Google__Protobuf__Compiler__CodeGeneratorResponse.self) { c in
      PluginResponse(
        files: pointers(c.file, c.n_file).map {
          File(name: text($0.pointee.name), content: text($0.pointee.content))
        },
        error: c.error == nil ? nil : text(c.error))
    }
  }
}
