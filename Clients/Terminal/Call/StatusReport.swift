internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// How a call ended that did not end well, with all that the server said of it.
struct StatusReport {
  /// The status.
  let status: Status

  /// The exit code that says which status it was: 64 and its number.
  var exitCode: Int32 { 64 + Int32(status.code.rawValue) }

  /// Whether it does not say if a change was made.
  var leavesOpen: Bool {
    switch status.code {
    case .unavailable, .deadlineExceeded, .cancelled, .unknown, .internalError: true
    default: false
    }
  }

  /// Name and message on a line, then each violation of a field on one, then every other detail
  /// as JSON.
  var text: String {
    let whole = status.details.isEmpty ? nil : try? GoogleStatus(decoding: status.details)
    var violations: [String] = []
    var others: [String] = []
    if let whole {
      for index in 0..<whole.details.count {
        let detail = whole.details[index]
        if let request = Self.badRequest(detail) {
          violations += request.fieldViolations.map(Self.line)
        } else {
          others.append(Self.json(detail))
        }
      }
    }
    return (["\(status)"] + violations + others).joined(separator: "\n")
  }

  private static func badRequest(_ detail: GoogleAny) -> GoogleBadRequest? {
    let name = detail.typeURL.split(separator: "/").last
    guard name.map(String.init) == GoogleBadRequest.messageName else { return nil }
    return try? GoogleBadRequest(decoding: detail.value)
  }

  private static func json(_ detail: GoogleAny) -> String {
    var options = JSONEncodingOptions(types: BuiltInTypes.all)
    options.isPretty = true
    do {
      return try detail.json(options: options)
    } catch {
      return "\(detail.typeURL) (\(detail.value.count) B): \(error)"
    }
  }

  /// One violation: where, what is wrong there, and the rule for programs.
  private static func line(_ violation: GoogleBadRequest.FieldViolation) -> String {
    let localized = violation.localizedMessage.message
    let text = localized.isEmpty ? violation.description_ : localized
    let rule = violation.reason.isEmpty ? "" : " [\(violation.reason)]"
    return "  \(violation.field): \(text)\(rule)"
  }
}
