/// Refuses elements of a contract that become one name in one scope of Swift.
struct SwiftNameCheck {
  /// The run.
  let context: GenerationContext

  /// What the files to generate have of these.
  func refusals() -> [Refusal] {
    var refusals: [Refusal] = []
    for file in context.request.wanted {
      for message in file.allMessages where !message.isMapEntry {
        refusals += members(of: message, in: file) + nested(in: message, in: file)
      }
      for enumeration in file.allEnums { refusals += values(of: enumeration, in: file) }
      for service in file.services { refusals += methods(of: service, in: file) }
    }
    return refusals
  }

  private func members(of message: MessageDescriptor, in file: FileDescriptor) -> [Refusal] {
    var scope = NameScope(file: file.name)
    for (index, oneof) in message.oneofs.enumerated() where !message.isSynthetic(oneof: index) {
      scope.take(SwiftNames.member(oneof.name), for: "oneof \"\(oneof.name)\"", at: oneof.place)
    }
    for field in message.fields {
      let name = SwiftNames.member(field.name)
      let element = "field \"\(field.name)\""
      scope.take(name, for: element, at: field.place)
      if field.isRepeated { continue }
      if field.kind == .string {
        scope.take(SwiftNames.sibling(name, "UTF8"), for: element, at: field.place)
      } else if field.kind == .bytes {
        scope.take(SwiftNames.sibling(name, "Bytes"), for: element, at: field.place)
      }
      let isMessage = field.kind == .message && message.oneof(of: field) == nil
      if isMessage || field.isProto3Optional {
        let capital = SwiftNames.capitalised(name)
        scope.take("has" + capital, for: element, at: field.place)
        scope.take("clear" + capital, for: element, at: field.place)
      }
    }
    return scope.refusals
  }

  private func nested(in message: MessageDescriptor, in file: FileDescriptor) -> [Refusal] {
    var scope = NameScope(file: file.name)
    for inner in message.messages {
      scope.take(
        SwiftNames.type(inner.name), for: "message \"\(inner.name)\"", at: inner.place)
    }
    for inner in message.enums {
      scope.take(SwiftNames.type(inner.name), for: "enum \"\(inner.name)\"", at: inner.place)
    }
    for (index, oneof) in message.oneofs.enumerated() where !message.isSynthetic(oneof: index) {
      scope.take(SwiftNames.type(oneof.name), for: "oneof \"\(oneof.name)\"", at: oneof.place)
    }
    return scope.refusals
  }

  private func values(of enumeration: EnumDescriptor, in file: FileDescriptor) -> [Refusal] {
    var scope = NameScope(file: file.name)
    for value in SwiftNames.constants(of: enumeration) {
      scope.take(
        SwiftNames.value(value.name, of: enumeration.name), for: "value \"\(value.name)\"",
        at: value.place)
    }
    return scope.refusals
  }

  private func methods(of service: ServiceDescriptor, in file: FileDescriptor) -> [Refusal] {
    var scope = NameScope(file: file.name)
    scope.take("all", for: "the list of all methods", at: service.place)
    scope.take("channel", for: "the stub's channel", at: service.place)
    for method in service.methods {
      scope.take(
        SwiftNames.method(method.name), for: "method \"\(method.name)\"", at: method.place)
    }
    return scope.refusals
  }
}
