/// The names that protoc-gen-c gives, and the names that we give to C beside it.
///
/// protoc-gen-c writes a message `google.rpc.BadRequest` as the structure `Google__Rpc__BadRequest`
/// and its symbols as `google__rpc__bad_request__…`; a field keeps its name in lower case.
enum CNames {
  /// The structure of a message.
  static func structure(_ fullName: String) -> String {
    fullName.split(separator: ".").map { camel($0) }.joined(separator: "__")
  }

  /// What the symbols of a message begin with.
  static func symbol(_ fullName: String) -> String {
    fullName.split(separator: ".").map { snake($0) }.joined(separator: "__")
  }

  /// The table of a message.
  static func table(_ fullName: String) -> String { symbol(fullName) + "__table" }

  /// The function that returns the place of a field in its structure.
  static func slot(_ message: MessageDescriptor, _ field: FieldDescriptor) -> String {
    "\(structure(message.fullName))_\(member(field))_slot"
  }

  /// The function that returns the table of a message.
  static func tableFunction(_ message: MessageDescriptor) -> String {
    "\(structure(message.fullName))_table"
  }

  /// The function that returns the values of an enum.
  static func namesFunction(_ enumeration: EnumDescriptor) -> String {
    "\(structure(enumeration.fullName))_names"
  }

  /// protoc-gen-c's description of an enum.
  static func descriptor(_ enumeration: EnumDescriptor) -> String {
    symbol(enumeration.fullName) + "__descriptor"
  }

  /// The member of the structure that holds a field. A name that C or protobuf-c cannot bear, or
  /// that might meet a member which protobuf-c adds, becomes `field_` and the field's number.
  static func member(_ field: FieldDescriptor) -> String {
    isBearable(field.name) ? field.name : "field_\(field.number)"
  }

  /// The name of a oneof, which protobuf-c turns into a member `…_case`.
  static func oneof(_ oneof: OneofDescriptor, at index: Int) -> String {
    isBearable(oneof.name) ? oneof.name : "oneof_\(index)"
  }

  /// The type and the constants that protoc-gen-c declares for a oneof.
  static func constants(
    ofOneof index: Int, in message: MessageDescriptor, members: [FieldDescriptor]
  ) -> [String] {
    let name = oneof(message.oneofs[index], at: index)
    let prefix = "\(symbol(message.fullName))__\(name)".uppercased()
    return ["\(structure(message.fullName))__\(camel(name))Case", prefix + "__NOT_SET"]
      + members.map { "\(prefix)_\(member($0).uppercased())" }
  }

  /// The constant of an enum's value.
  static func constant(_ value: EnumValueDescriptor, of enumeration: EnumDescriptor) -> String {
    "\(symbol(enumeration.fullName).uppercased())__\(value.name)"
  }

  /// Whether a name is one of the headers that generated C includes, or none at all. Only a name of
  /// a file without a package can be.
  static func isForeign(_ name: String) -> Bool {
    name == "NULL" || !(name.first?.isLetter ?? false) || name.hasPrefix("ProtobufC")
      || name.hasPrefix("Lintas")
      || name.hasPrefix("protobuf_c") || name.hasPrefix("lintas_")
  }

  /// The member that tells whether a field is there, how many values it has, or which member of its
  /// oneof is set; nil for a message, which is there if its pointer is not NULL.
  static func quantifier(_ field: FieldDescriptor, in message: MessageDescriptor) -> String? {
    if field.isRepeated { return "n_" + member(field) }
    if let oneof = message.oneof(of: field), let index = field.oneofIndex {
      return self.oneof(oneof, at: index) + "_case"
    }
    return field.kind == .message ? nil : "has_" + member(field)
  }

  /// The function that returns the list of a module's messages.
  static func types(of module: ModuleMapping) -> String { module.c + "_types" }

  /// The name of a header beside a .proto file, such as "lintas/v1/values.pb-c.h".
  static func path(of file: String, _ ending: String) -> String {
    let stem = file.hasSuffix(".proto") ? file.dropLast(6) : file[...]
    return stem + "." + ending
  }

  private static func isBearable(_ name: String) -> Bool {
    !reserved.contains(name) && !name.contains { $0.isUppercase }
      && !name.hasPrefix("n_") && !name.hasPrefix("has_") && !name.hasPrefix("field_")
      && !name.hasPrefix("oneof_") && !name.hasPrefix("_") && !name.hasSuffix("_case")
  }

  /// protoc-gen-c's ToCamel: capitals at the start and after each underscore, which goes.
  private static func camel(_ word: some StringProtocol) -> String {
    var result = ""
    var raises = true
    for character in word {
      if character == "_" {
        raises = true
      } else {
        result.append(raises ? Character(character.uppercased()) : character)
        raises = false
      }
    }
    return result
  }

  /// protoc-gen-c's CamelToLower: an underscore before each capital that follows no capital.
  private static func snake(_ word: some StringProtocol) -> String {
    var result = ""
    var wasUpper = true
    for character in word {
      if character.isUppercase && !wasUpper { result.append("_") }
      wasUpper = character.isUppercase
      result.append(character.lowercased())
    }
    return result
  }

  /// Keywords of C and C++ (protoc-gen-c appends an underscore to most of them), macros of the
  /// compiler and of the headers that protobuf-c includes, and protobuf-c's own member.
  private static let reserved: Set<String> = [
    "alignas", "alignof", "and", "and_eq", "asm", "assert", "auto", "base", "bitand", "bitor",
    "bool", "break", "case", "catch", "char", "class", "compl", "const", "const_cast", "constexpr",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
    "explicit", "extern", "false", "float", "for", "friend", "goto", "i386", "if", "inline", "int",
    "linux", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "offsetof", "operator", "or", "or_eq", "private", "protected", "public", "register",
    "reinterpret_cast", "restrict", "return", "short", "signed", "sizeof", "static",
    "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unix", "unsigned", "using",
    "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
  ]
}
