internal import LintasMessages
internal import LintasProtobuf
internal import LintasStandard

/// The messages that were built in, by which JSON finds what an `Any` holds.
enum BuiltInTypes {
  /// Those of the office and the standard ones.
  static var all: [MessageTypes] { [LintasMessagesTypes.all, LintasStandardTypes.all] }
}
