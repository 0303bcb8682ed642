/// What a request says of the server that it is meant for.
struct Origin: Sendable {
  /// `https`, or `http` in memory.
  let scheme: StaticString
  /// What goes into `:authority`: host and port.
  let authority: String
}
