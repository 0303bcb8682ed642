internal import LintasOffice
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard
internal import LintasStore

/// The one place where what the office says becomes what gRPC says.
///
/// A refusal becomes a status with `google.rpc` details: `ErrorInfo` with the code for programs and
/// what the refusal is about,
/// `LocalizedMessage` with the words in the caller's language, and what the caller can act on: the
/// violations of `BadRequest`, the delay of `RetryInfo`, the subject of `PreconditionFailure`.
/// Descriptions for developers are in English.
enum RefusalStatus {
  /// Domain of `ErrorInfo.reason`.
  private static let domain = "lintas.v1"

  /// The status of an error that a handler or the Door threw; nil if it is none that a caller could
  /// act on.
  static func status(of error: any Error, _ metadata: Metadata) -> Status? {
    if let refusal = error as? Refusal {
      return status(of: refusal, in: Language(acceptLanguage: metadata["accept-language"]))
    }
    guard let error = error as? StoreError else { return nil }
    switch error {
    case .busy:
      return status(of: .busy, in: Language(acceptLanguage: metadata["accept-language"]))
    case .diskFull, .mapFull:
      return Status(.resourceExhausted, "the office cannot store anything at present")
    case .closed, .failed:
      return Status(.unavailable, "the office is closing; try again")
    default:
      return nil
    }
  }

  /// The status of a refusal.
  static func status(of refusal: Refusal, in language: Language) -> Status {
    var details: [any Message] = [
      GoogleErrorInfo.with {
        $0.reason = refusal.code.uppercased().replacing(".", with: "_")
        $0.domain = domain
        if !refusal.subject.isEmpty { $0.metadata["subject"] = refusal.subject }
      },
      GoogleLocalizedMessage.with {
        $0.locale = language.tag
        $0.message = refusal.phrase.text(in: language)
      },
    ]
    if let detail = detail(of: refusal, in: language) { details.append(detail) }
    return Status(code(of: refusal.kind), refusal.phrase.english, with: details)
  }

  private static func code(of kind: Refusal.Kind) -> StatusCode {
    switch kind {
    case .invalid: .invalidArgument
    case .unauthenticated: .unauthenticated
    case .permissionDenied: .permissionDenied
    case .notFound: .notFound
    case .alreadyExists: .alreadyExists
    case .precondition: .failedPrecondition
    case .outOfRange: .outOfRange
    case .busy: .unavailable
    }
  }

  /// What the caller can act on.
  private static func detail(of refusal: Refusal, in language: Language) -> (any Message)? {
    switch refusal.kind {
    case .invalid:
      return badRequest(refusal, language)
    case .precondition:
      return GooglePreconditionFailure.with {
        $0.violations.append {
          $0.type = refusal.code
          $0.subject = refusal.subject
          $0.description_ = refusal.phrase.english
        }
      }
    case .busy:
      guard let delay = refusal.retryAfter else { return nil }
      return GoogleRetryInfo.with {
        $0.retryDelay.seconds = delay.components.seconds
        $0.retryDelay.nanos = Int32(clamping: delay.components.attoseconds / 1_000_000_000)
      }
    default:
      return nil
    }
  }

  private static func badRequest(_ refusal: Refusal, _ language: Language) -> GoogleBadRequest {
    GoogleBadRequest.with { request in
      for violation in refusal.violations {
        let phrase = ViolationText.phrase(rule: violation.rule, parameters: violation.parameters)
        request.fieldViolations.append {
          $0.field = violation.path
          $0.reason = violation.rule.uppercased().replacing(".", with: "_")
          $0.description_ = phrase.english
          $0.localizedMessage.locale = language.tag
          $0.localizedMessage.message = phrase.text(in: language)
        }
      }
    }
  }
}
