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
    encodedFiles = Self.encodedFiles(bytes)
  }

  /// The files of a request as they came, without their comments.
  private static func encodedFiles(_ request: [UInt8]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var reader = WireReader(request)
    while let field = reader.next() {
      // proto_file
      guard field.number == 15, case .data(let bytes) = field.value else { continue }
      let (name, file) = withoutComments(bytes)
      files[name] = file
    }
    return files
  }

  /// The path of a FileDescriptorProto, and its bytes without source_code_info (9), which is the
  /// larger part of it.
  private static func withoutComments(_ file: [UInt8]) -> (name: String, bytes: [UInt8]) {
    var name = ""
    var writer = WireWriter()
    var reader = WireReader(file)
    while let (number, value) = reader.next() {
      switch value {
      case .data where number == 9: continue
      case .data(let bytes):
        if number == 1 { name = String(decoding: bytes, as: UTF8.self) }
        writer.data(number, bytes)
      // All numbers of a FileDescriptorProto are varints.
      case .number(let bits): writer.varint(number, Int64(bitPattern: bits))
      }
    }
    return (name, writer.bytes)
  }
}
