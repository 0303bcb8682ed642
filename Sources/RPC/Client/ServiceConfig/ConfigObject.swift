internal import LintasProtobuf
internal import LintasStandard

/// An object of a service config in JSON, with the path that led to it for messages about faults.
struct ConfigObject {
  private let members: GoogleStruct
  private let path: String

  /// The object at a path, which is empty for the outermost one.
  init(_ members: GoogleStruct, path: String) {
    self.members = members
    self.path = path
  }

  /// The name of the only member; `nil` if there are more, or none.
  var onlyKey: String? {
    members.fields.count == 1 ? members.fields.first { _ in true }?.key : nil
  }

  /// What is wrong with a member.
  func fault(_ key: String, _ what: String) -> Status {
    Status(.invalidArgument, "service config: \(path)\(key): \(what)")
  }

  /// The object that is a member's value; `nil` if there is no such member.
  func object(_ key: String) throws(Status) -> ConfigObject? {
    guard let kind = kind(key) else { return nil }
    guard case .structValue(let members) = kind else { throw fault(key, "no object") }
    return ConfigObject(members, path: "\(path)\(key).")
  }

  /// The objects in the list that is a member's value; none if there is no such member.
  func objects(_ key: String) throws(Status) -> [ConfigObject] {
    var objects: [ConfigObject] = []
    for (index, value) in try list(key).enumerated() {
      guard case .structValue(let members)? = value.kind else {
        throw fault("\(key)[\(index)]", "no object")
      }
      objects.append(ConfigObject(members, path: "\(path)\(key)[\(index)]."))
    }
    return objects
  }

  /// A text.
  func string(_ key: String) throws(Status) -> String? {
    guard let kind = kind(key) else { return nil }
    guard case .stringValue(let text) = kind else { throw fault(key, "no string") }
    return text
  }

  /// A number, or a text that holds one.
  func number(_ key: String) throws(Status) -> Double? {
    switch kind(key) {
    case nil: return nil
    case .numberValue(let number): return number
    case .stringValue(let text):
      if let number = Double(text), number.isFinite { return number }
    default: break
    }
    throw fault(key, "no number")
  }

  /// A whole number.
  func whole(_ key: String) throws(Status) -> Int? {
    guard let number = try number(key) else { return nil }
    guard let whole = Int(exactly: number) else { throw fault(key, "no whole number") }
    return whole
  }

  /// True or false.
  func bool(_ key: String) throws(Status) -> Bool? {
    guard let kind = kind(key) else { return nil }
    guard case .boolValue(let value) = kind else { throw fault(key, "neither true nor false") }
    return value
  }

  /// A duration in protobuf's form, such as `0.1s`.
  func duration(_ key: String) throws(Status) -> Duration? {
    guard let text = try string(key) else { return nil }
    guard !text.contains("\""), let duration = try? GoogleDuration(json: "\"\(text)\"") else {
      throw fault(key, "no duration such as \"0.1s\"")
    }
    return .seconds(duration.seconds) + .nanoseconds(Int64(duration.nanos))
  }

  /// Status codes, by number or by name.
  func codes(_ key: String) throws(Status) -> Set<StatusCode> {
    var codes: Set<StatusCode> = []
    for (index, value) in try list(key).enumerated() {
      let code: StatusCode? =
        switch value.kind {
        case .numberValue(let number):
          UInt8(exactly: number).flatMap { StatusCode(rawValue: $0) }
        case .stringValue(let name):
          StatusCode.allCases.first { $0.description == name.uppercased() }
        default: nil
        }
      guard let code else { throw fault("\(key)[\(index)]", "no status code") }
      codes.insert(code)
    }
    return codes
  }

  private func list(_ key: String) throws(Status) -> [GoogleValue] {
    guard let kind = kind(key) else { return [] }
    guard case .listValue(let list) = kind else { throw fault(key, "no list") }
    return Array(list.values)
  }

  private func kind(_ key: String) -> GoogleValue.Kind? {
    guard let kind = members.fields[key]?.kind else { return nil }
    if case .nullValue = kind { return nil }
    return kind
  }
}
