/// Refuses validation rules that do not fit their field: of another type, out of its reach, or
/// without a value that could keep them.
struct RuleCheck {
  /// The run.
  let context: GenerationContext

  /// The rules of a file that do not fit.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    file.allMessages.flatMap { message in
      message.fields.flatMap { field -> [Refusal] in
        guard let rule = context.options.rule(of: field) else { return [] }
        let misfits = misfits(rule, field).map {
          "rule \"\($0)\" does not fit the type of field \"\(field.name)\"."
        }
        let sentences = misfits.isEmpty ? contradictions(rule, field, of: message) : misfits
        return sentences.map { Refusal(file: file.name, place: field.place, sentence: $0) }
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

  private func contradictions(
    _ rule: FieldRule, _ field: FieldDescriptor, of message: MessageDescriptor
  ) -> [String] {
    var sentences: [String] = []
    if rule.isRequired && message.oneof(of: field) != nil {
      sentences.append(
        "field \"\(field.name)\" is a member of a oneof and cannot be required; "
          + "only one member can be set.")
    }
    func order(_ low: Int64?, _ lowName: String, _ high: Int64?, _ highName: String) {
      guard let low, let high, low > high else { return }
      sentences.append(
        "no value of field \"\(field.name)\" keeps its rule: "
          + "\(lowName) \(low) is above \(highName) \(high).")
    }
    order(rule.min, "min", rule.max, "max")
    order(rule.minLength, "min_length", rule.maxLength, "max_length")
    for (name, limit) in [("min", rule.min), ("max", rule.max)] {
      guard let limit, let reach = reach(of: field.kind), !reach.contains(limit) else { continue }
      sentences.append(
        "\(name) \(limit) is out of the reach of field \"\(field.name)\", "
          + "\(reach.lowerBound) to \(reach.upperBound).")
    }
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789_.-"
    if !rule.format.allSatisfy(letters.contains) {
      sentences.append(
        "the format of field \"\(field.name)\" has a name with other characters than "
          + "small letters, digits, \"_\", \".\" and \"-\".")
    }
    return sentences
  }

  /// The limits that can be set to an integer of a kind; nil for all others.
  private func reach(of kind: FieldKind) -> ClosedRange<Int64>? {
    switch kind {
    case .int32, .sint32, .sfixed32: Int64(Int32.min)...Int64(Int32.max)
    case .uint32, .fixed32: 0...Int64(UInt32.max)
    case .uint64, .fixed64: 0...Int64.max
    default: nil
    }
  }
}
