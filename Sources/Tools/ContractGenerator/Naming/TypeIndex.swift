/// Every message and enum of a request by its full name.
struct TypeIndex: Sendable {
  private var messages: [String: MessageDescriptor] = [:]
  private var enums: [String: EnumDescriptor] = [:]
  private var files: [String: FileDescriptor] = [:]

  /// Indexes the types of all files of a request.
  init(_ files: [FileDescriptor]) {
    for file in files {
      for message in file.allMessages {
        messages[message.fullName] = message
        self.files[message.fullName] = file
      }
      for enumeration in file.allEnums {
        enums[enumeration.fullName] = enumeration
        self.files[enumeration.fullName] = file
      }
    }
  }

  /// The message with this full name.
  func message(_ fullName: String) -> MessageDescriptor? { messages[fullName] }

  /// The enum with this full name.
  func enumeration(_ fullName: String) -> EnumDescriptor? { enums[fullName] }

  /// The file that defines the message or enum with this full name.
  func file(defining fullName: String) -> FileDescriptor? { files[fullName] }

  /// The entry message of a map field; nil for any other field.
  func mapEntry(of field: FieldDescriptor) -> MessageDescriptor? {
    guard field.isRepeated, field.kind == .message, let entry = messages[field.typeName],
      entry.isMapEntry
    else { return nil }
    return entry
  }

  /// The names of the type and of the messages around it, the outermost first.
  func nesting(of fullName: String) -> [String] {
    let package = files[fullName]?.package ?? ""
    let local = package.isEmpty ? fullName[...] : fullName.dropFirst(package.count + 1)
    return local.split(separator: ".").map(String.init)
  }
}
