/// The calls of one connection that need credit beyond their first windows, in the order in which
/// they came, and the room that they share.
///
/// Confined to its loop.
struct CreditLine {
  /// The room of the connection.
  var pool: CreditPool
  /// Who needs credit, or has got it and is not whole.
  var calls: [ServerCall] = []
  /// Whether one of them could not be given all that he wants.
  var isAnybodyWaiting = false

  /// Nobody in line.
  init(_ plan: CreditPlan) {
    pool = CreditPool(capacity: plan.perConnection, reserve: plan.reserve)
  }
}
