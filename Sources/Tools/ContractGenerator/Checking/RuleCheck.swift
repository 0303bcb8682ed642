/// Refuses validation rules that do not fit the type of their field.
struct RuleCheck {
  /// The run.
  let context: GenerationContext

  /// The rules of a file that do not fit.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    file.allMessages.flatMap(\.fields).flatMap { field -> [Refusal] in
      guard let rule = context.options.rule(of: field) else { return [] }
      return misfits(rule, field).map { part in
        Refusal(
          file: file.name, place: field.place,
          sentence: "rule \"\(part)\" does not fit the type of field \"\(field.name)\".")
      }
    }
  }

  private func misfits(_ rule: FieldRule, _ field: FieldDescriptor) -> [String] {
    var parts: [String] = []
    let hasLength = field.kind == .string || field.kind == .bytes
    let isNumber =
      switch field.kind {
      case .bool, .enum, .string, .bytes, .message, .group: false
      default: true
      }
    if rule.minLength != nil && !hasLength { parts.append("min_length") }
    if rule.maxLength != nil && !hasLength { parts.append("max_length") }
    if rule.min != nil && !isNumber { parts.append("min") }
    if rule.max != nil && !isNumber { parts.append("max") }
    if rule.maxItems != nil && !field.isRepeated { parts.append("max_items") }
    if !rule.format.isEmpty && field.kind != .string { parts.append("format") }
    if rule.isDefinedOnly && field.kind != .enum { parts.append("defined_only") }
    return parts
  }
}
