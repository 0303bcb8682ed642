/// What closes the personal part of a stored value.
///
/// The place (table and key of the row) is bound to what is sealed, so that a sealed part cannot be
/// moved to another row. In this version the seal is the identity: the shape of what is stored, and
/// every road through here, are those of the sealed store that follows.
enum Seal {
  /// The sealed bytes for a place.
  static func close(_ bytes: [UInt8], place: [UInt8]) -> [UInt8] { bytes }

  /// The bytes of what was sealed for this place; nil if it was not.
  static func open(_ sealed: [UInt8], place: [UInt8]) -> [UInt8]? { sealed }
}
