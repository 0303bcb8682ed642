/// Which modules hold the code of a proto package.
struct ModuleMapping: Equatable, Sendable {
  /// The proto package; packages below it belong to it too, if they have no mapping of their own.
  var package: String
  /// The Swift module of its messages.
  var swift: String
  /// The C module of its structures and tables.
  var c: String
}
