/// How names of a contract become names of Swift.
enum SwiftNames {
  /// A field or oneof: lower camel case. "case_id" becomes `caseID`.
  static func member(_ name: String) -> String {
    let member = camel(name)
    return memberNames.contains(member) ? member + "_" : escaped(member)
  }

  /// A method of a service: lower camel case. "SignIn" becomes `signIn`.
  static func method(_ name: String) -> String { escaped(camel(name)) }

  private static func camel(_ name: String) -> String {
    var words = name.split(separator: "_").map(String.init)
    guard !words.isEmpty else { return "_" + name }
    words[0] = lowered(words[0])
    for index in words.indices.dropFirst() {
      let word = words[index]
      words[index] =
        abbreviations.contains(word.lowercased())
        ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
    }
    return identifier(words.joined())
  }

  /// A message, an enum, or the type of a oneof: the prefix, then upper camel case.
  static func type(_ name: String, prefix: String = "") -> String {
    let words = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let joined = identifier(prefix + words.joined())
    return reservedTypes.contains(joined) ? joined + "_" : joined
  }

  /// A value of an enum: without the enum's name in front, in lower camel case. The name stays
  /// whole if what remains would begin with a digit or be empty. Capitals count only in a name that
  /// has small letters too.
  static func value(_ name: String, of enumeration: String) -> String {
    let prefix = screaming(enumeration) + "_"
    var rest = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    if rest.first.map({ !$0.isLetter }) ?? true { rest = name }
    return escaped(camel(rest.contains { $0.isLowercase } ? rest : rest.lowercased()))
  }

  /// The values of an enum that become constants: all but aliases that differ from another only in
  /// how they are written, such as `MOO` and `moo`, and mean the same constant.
  static func constants(of enumeration: EnumDescriptor) -> [EnumValueDescriptor] {
    var seen: [String: Int32] = [:]
    return enumeration.values.filter { value in
      let name = self.value(value.name, of: enumeration.name)
      if seen[name] == value.number { return false }
      seen[name] = value.number
      return true
    }
  }

  /// The part of a name that comes after `has` and `clear`: "caseID" becomes "CaseID".
  static func capitalised(_ member: String) -> String {
    let bare = member.filter { $0 != "`" }
    return bare.prefix(1).uppercased() + bare.dropFirst()
  }

  /// Another member beside a property, such as `caseIDUTF8`.
  static func sibling(_ member: String, _ ending: String) -> String {
    member.filter { $0 != "`" } + ending
  }

  /// The list of a module's messages.
  static func types(of module: ModuleMapping) -> String { module.swift + "Types" }

  /// The list of a module's contracts.
  static func contracts(of module: ModuleMapping) -> String { module.swift + "Contracts" }

  /// The protocol of a service.
  static func service(_ name: String) -> String {
    name.hasSuffix("Service") ? name : name + "Service"
  }

  /// The client stub of a service.
  static func client(_ name: String) -> String { bare(name) + "Client" }

  /// The double of a service.
  static func double(_ name: String) -> String { bare(name) + "Double" }

  /// The name of a service without the word for what it is.
  private static func bare(_ name: String) -> String {
    name.hasSuffix("Service") && name != "Service" ? String(name.dropLast(7)) : name
  }

  /// "RateClass" becomes "RATE_CLASS".
  private static func screaming(_ name: String) -> String {
    var result = ""
    var previous: Character?
    for character in name {
      if character.isUppercase, let previous, previous != "_", !previous.isUppercase {
        result.append("_")
      }
      result.append(character.uppercased())
      previous = character
    }
    return result
  }

  /// Lowers the capitals at the start: "SignIn" becomes "signIn", "NIK" becomes "nik".
  private static func lowered(_ word: String) -> String {
    let capitals = word.prefix { $0.isUppercase || $0.isNumber }
    if capitals.count == word.count { return word.lowercased() }
    let lowers = max(capitals.count - 1, capitals.isEmpty ? 0 : 1)
    return word.prefix(lowers).lowercased() + word.dropFirst(lowers)
  }

  /// Puts an underscore in front of what would begin with a digit; nothing becomes two.
  private static func identifier(_ name: String) -> String {
    guard let first = name.first else { return "__" }
    return first.isNumber ? "_" + name : name
  }

  /// Puts backticks around a keyword, and an underscore behind what Swift keeps for itself.
  private static func escaped(_ name: String) -> String {
    if name == "init" || name == "self" { return name + "_" }
    return keywords.contains(name) ? "`\(name)`" : name
  }

  private static let abbreviations: Set<String> = ["id", "url", "http", "https"]

  /// Members of the runtime's `Message`.
  private static let memberNames: Set<String> = [
    "debugDescription", "description", "encode", "encodeFramed", "encoded", "encodedClear",
    "encodedPersonal", "hash", "hashValue", "json", "jsonBytes", "merge", "messageName",
    "rawValue", "recycle", "validate", "with",
  ]

  private static let keywords: Set<String> = [
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
    "func", "guard", "if", "import", "in", "inout", "internal", "is", "let", "nil", "operator",
    "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
    "where", "while",
  ]

  /// Types that generated code names, and names that Swift keeps for itself.
  private static let reservedTypes: Set<String> = [
    "Any", "ArenaReference", "Array", "Bool", "BytesList", "CheckedMessage", "ContractRule",
    "Double", "EnumList", "EnumNames", "Enumeration", "Error", "FieldMap", "Float", "Handshake",
    "Hashable", "Int32", "Int64", "MapEntry", "Message", "MessageList", "MessageMap",
    "MessageTable", "MessageTypes", "Never", "Optional", "Protocol", "ScalarList", "Self",
    "Sendable", "Span", "StringList", "String", "Type", "UInt32", "UInt64", "UInt8", "UTF8Span",
    "ViolationCollector",
    "Void",
  ]
}
