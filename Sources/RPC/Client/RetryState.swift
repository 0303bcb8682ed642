/// Whether a call that failed may be sent again.
///
/// A value type without I/O: what happened goes in, a decision comes out.
struct RetryState {
  private var wasResent = false

  /// Whether a call that was not processed may be sent again at once, whatever it does: always if
  /// it never left this process, once if it was the server that refused it.
  mutating func mayResend(_ refusal: ClientCallRefusal) -> Bool {
    switch refusal {
    case .none: return false
    case .neverSent: return true
    case .byServer:
      defer { wasResent = true }
      return !wasResent
    }
  }
}
