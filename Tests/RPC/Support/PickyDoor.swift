import LintasProtobuf
import LintasRPC
import LintasStandard

/// A door that lets everybody in and refuses each note whose text is `no`.
struct PickyDoor: Door {
  /// What it throws.
  struct Refused: Error {}

  func admit(_ call: borrowing CallHead) throws -> Visitor {
    Visitor(call.context)
  }

  func check(_ request: some Message, of method: MethodSummary, by caller: Visitor) throws {
    if let note = request as? Note, note.typeURL == "no" { throw Refused() }
  }
}
