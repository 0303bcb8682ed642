/// The time in which a certificate holds, in seconds since 1970-01-01T00:00:00Z.
package struct Validity: Sendable, Hashable {
  /// The first second in which it holds.
  package let notBefore: Int64
  /// The last second in which it holds.
  package let notAfter: Int64

  /// From one second to another, both included. `notAfter` must not be before `notBefore`.
  package init(notBefore: Int64, notAfter: Int64) {
    precondition(notBefore <= notAfter, "a certificate must not end before it begins")
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// A number of days from a moment on. It begins five minutes early, for peers whose clocks lag.
  package init(days: Int64, from now: Int64) {
    self.init(notBefore: now - 300, notAfter: now + days * 86_400)
  }

  /// Whether a moment lies within.
  package func contains(_ moment: Int64) -> Bool { notBefore <= moment && moment <= notAfter }
}
