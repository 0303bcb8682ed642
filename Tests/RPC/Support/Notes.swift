import LintasProtobuf
import LintasStandard

/// A note with this text.
func note(_ text: String) -> Note {
  .with { $0.typeURL = text }
}
