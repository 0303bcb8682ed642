/// What the option `(lintas.v1.policy)` says of a method.
struct MethodPolicy: Equatable {
  /// Where a method's code runs, with the names of the runtime's cases.
  enum Execution: String {
    case loop
    case inline
    case pool
  }

  /// The roles that may call, as bits numbered by role.
  var callers: UInt64
  /// Where the code runs.
  var execution: Execution
  /// Whether it changes state.
  var changes: Bool
  /// The number of the kind of audit.
  var audit: Int64
  /// The certificate that an officer needs; empty if none.
  var competence: String
  /// The number of the rate class.
  var rate: Int64
}
