/// Reads the options of `lintas/v1/options.proto` from the methods and fields that carry them.
///
/// A request whose files do not import that file has none of these options.
struct ContractOptions {
  private let policy: (number: Int32, type: MessageDescriptor)?
  private let execution: EnumDescriptor?
  private let roles: EnumDescriptor?
  private let rule: (number: Int32, type: MessageDescriptor)?
  private let personal: Int32?

  /// Finds the options' numbers and types among the extensions of the request's files.
  init(_ files: [FileDescriptor], index: TypeIndex) {
    let extensions = files.filter { $0.package == "lintas.v1" }.flatMap(\.extensions)
    func option(_ name: String) -> (number: Int32, type: MessageDescriptor)? {
      guard let field = extensions.first(where: { $0.name == name }),
        let type = index.message(field.typeName)
      else { return nil }
      return (field.number, type)
    }
    policy = option("policy")
    rule = option("rule")
    personal = extensions.first { $0.name == "personal" }?.number
    let fields = policy?.type.fields ?? []
    func enumeration(of name: String) -> EnumDescriptor? {
      fields.first { $0.name == name }.flatMap { index.enumeration($0.typeName) }
    }
    execution = enumeration(of: "execution")
    roles = enumeration(of: "callers")
  }

  /// The policy of a method; nil if it carries none.
  func policy(of method: MethodDescriptor) -> MethodPolicy? {
    guard let policy, let bytes = Self.last(policy.number, in: method.customOptions).bytes
    else { return nil }
    let option = OptionMessage(bytes, type: policy.type)
    let number = option.number("execution")
    let name = execution?.values.first { Int64($0.number) == number }?.name ?? ""
    let word = name.split(separator: "_").last.map { $0.lowercased() } ?? ""
    return MethodPolicy(
      callers: option.numbers("callers").reduce(0) { $0 | 1 << UInt64(truncatingIfNeeded: $1) },
      execution: MethodPolicy.Execution(rawValue: word) ?? .loop,
      changes: option.flag("changes"),
      audit: option.number("audit"),
      competence: option.text("competence"),
      rate: option.number("rate"))
  }

  /// What a method's documentation says of its policy: who may call it. Nil if it says nothing.
  func remark(on method: MethodDescriptor) -> String? {
    guard let policy = policy(of: method), policy.callers != 0, let roles else { return nil }
    let callers = roles.values.filter { policy.callers >> UInt64($0.number) & 1 == 1 }
      .map { SwiftNames.value($0.name, of: roles.name) }
    return "Callers: \(callers.joined(separator: ", "))."
  }

  /// The rule of a field; nil if it carries none, or one that says nothing.
  func rule(of field: FieldDescriptor) -> FieldRule? {
    guard let rule, let bytes = Self.last(rule.number, in: field.customOptions).bytes
    else { return nil }
    let option = OptionMessage(bytes, type: rule.type)
    func limit(_ name: String) -> Int64? {
      option.number(name) == 0 ? nil : option.number(name)
    }
    let read = FieldRule(
      isRequired: option.flag("required"),
      minLength: limit("min_length"), maxLength: limit("max_length"),
      min: option.has("min") ? option.number("min") : nil,
      max: option.has("max") ? option.number("max") : nil,
      maxItems: limit("max_items"),
      format: option.text("format"),
      isDefinedOnly: option.flag("defined_only"))
    return read.isEmpty ? nil : read
  }

  /// How personal a field's content is: a number of the contract's enum. "Not said" and "not
  /// personal" are both 0.
  func personal(of field: FieldDescriptor) -> Int {
    guard let personal else { return 0 }
    let number = Self.last(personal, in: field.customOptions).number ?? 0
    return number <= 1 ? 0 : Int(truncatingIfNeeded: number)
  }

  /// The last value with this number. Options that are set part by part arrive joined.
  private static func last(
    _ number: Int32, in options: [UInt8]
  ) -> (number: UInt64?, bytes: [UInt8]?) {
    var reader = WireReader(options)
    var found: (number: UInt64?, bytes: [UInt8]?) = (nil, nil)
    while let (tag, value) = reader.next() {
      guard tag == number else { continue }
      switch value {
      case .number(let bits): found.number = bits
      case .data(let bytes): found.bytes = (found.bytes ?? []) + bytes
      }
    }
    return found
  }
}
