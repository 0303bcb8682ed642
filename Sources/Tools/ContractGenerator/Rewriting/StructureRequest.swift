/// The request that protoc-gen-c is given in place of protoc's own.
///
/// protoc-gen-c 1.4.1 refuses proto3's `optional`, cuts strings at NUL, omits `has_` members in
/// proto3, and emits code for services. So every file becomes proto2, which gives each singular
/// field its `has_` member, and is cut down to what the structures need:
/// - `optional` marks and the oneofs that protoc made for them go;
/// - strings are laid out as bytes with a length, in the entries of maps too;
/// - lists of scalars are marked packed, proto3's default, unless the contract says not to;
/// - services, extensions, comments and imports that no field needs go;
/// - names that C cannot bear are replaced;
/// - helpers to pack and unpack are switched off: LintasProtobuf has its own codec.
struct StructureRequest: Equatable {
  /// The paths of the files to generate structures for.
  var filesToGenerate: [String]
  /// These files and those they need, each after its imports.
  var files: [FileDescriptor]

  /// Rewrites a request.
  init(rewriting request: PluginRequest, index: TypeIndex) {
    filesToGenerate = request.filesToGenerate
    let rewritten = request.files.map { Self.rewrite($0, index) }
    var needed = Set(filesToGenerate)
    for file in rewritten.reversed() where needed.contains(file.name) {
      needed.formUnion(file.dependencies)
    }
    files = rewritten.filter { needed.contains($0.name) }
  }

  /// The request in wire format.
  var encoded: [UInt8] {
    var writer = WireWriter()
    for name in filesToGenerate { writer.string(1, name) }
    for file in files { writer.message(15) { file.encode(to: &$0) } }
    return writer.bytes
  }

  private static func rewrite(_ file: FileDescriptor, _ index: TypeIndex) -> FileDescriptor {
    var result = file
    result.syntax = ""
    result.services = []
    result.extensions = []
    result.dependencies = dependencies(of: file, index)
    result.messages = file.messages.map { rewrite($0) }
    result.customOptions = withoutHelpers
    return result
  }

  private static func rewrite(_ message: MessageDescriptor) -> MessageDescriptor {
    var result = message
    // protoc-gen-c has no maps, only lists of entries, and a renamed field would no longer fit the
    // name of its entry.
    result.isMapEntry = false
    result.fields = message.fields.map { rewrite($0) }
    result.messages = message.messages.map { rewrite($0) }
    // protoc puts the oneofs of `optional` fields last, so no other index moves.
    result.oneofs = message.oneofs.enumerated().compactMap { index, oneof in
      if message.isSynthetic(oneof: index) { return nil }
      return OneofDescriptor(name: CNames.oneof(oneof, at: index), place: oneof.place)
    }
    return result
  }

  private static func rewrite(_ field: FieldDescriptor) -> FieldDescriptor {
    var result = field
    result.name = CNames.member(field)
    result.customOptions = []
    result.isStringAsBytes = field.kind == .string
    result.packed = field.isRepeated && field.kind.isScalar ? field.isPacked : nil
    if field.isProto3Optional {
      result.isProto3Optional = false
      result.oneofIndex = nil
    }
    return result
  }

  /// The files that define what the file's fields hold, in the order of their first use.
  private static func dependencies(of file: FileDescriptor, _ index: TypeIndex) -> [String] {
    var found: [String] = []
    for field in file.allMessages.flatMap(\.fields) where !field.typeName.isEmpty {
      guard let other = index.file(defining: field.typeName)?.name, other != file.name,
        !found.contains(other)
      else { continue }
      found.append(other)
    }
    return found
  }

  /// (pb_c_file) = {gen_pack_helpers: false, gen_init_helpers: false} of protobuf-c.proto.
  private static let withoutHelpers: [UInt8] = {
    var writer = WireWriter()
    writer.message(1019) {
      $0.varint(2, 0)
      $0.varint(3, 0)
    }
    return writer.bytes
  }()
}
