internal import Foundation
internal import LintasClient
internal import LintasRPC

/// The idempotency key of a change whose answer is not known yet.
///
/// It is kept before the change is sent, and found again by the next command that sends the very
/// same: if the line broke before the answer, the office then gives its first answer instead of
/// making the change twice. It is forgotten when there is an answer or a refusal of the change.
struct PendingChange {
  private let file: StateFile

  /// The change of a server with this encoding.
  init(server: String, request: [UInt8]) {
    // FNV-1a, 64 bits: two requests of one person that share it would be told apart by the office,
    // which refuses a key that comes with another request.
    let hash = request.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    file = StateFile("pending", server: server, suffix: "-" + String(hash, radix: 16))
  }

  /// The key that it was sent with before, or a new one, which is kept.
  ///
  /// - Throws: `Complaint` if it cannot be kept.
  func key() throws -> String {
    if let known = file.line { return known }
    let fresh = LintasClient.newIdempotencyKey()
    do {
      try file.keep(fresh)
    } catch {
      throw Complaint(
        id: "Kunci permohonan tidak dapat disimpan: \(error.localizedDescription).",
        en: "The application's key cannot be kept: \(error.localizedDescription).")
    }
    return fresh
  }

  /// There is an answer.
  func forget() { file.remove() }

  /// The call failed: forgets the key if that says that the change was refused. After a lost line
  /// or a closed session it may have been made all the same.
  func settle(_ status: Status) {
    switch status.code {
    case .invalidArgument, .alreadyExists, .permissionDenied, .failedPrecondition, .notFound:
      forget()
    default:
      break
    }
  }
}
