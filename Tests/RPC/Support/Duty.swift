/// Something that a gRPC server or client must do, and the tests that hold ours to it.
struct Duty: Sendable {
  /// What, in few words.
  let what: String
  /// The tests, as `Suite.test`.
  let proofs: [String]

  init(_ what: String, _ proofs: String...) {
    self.what = what
    self.proofs = proofs
  }
}
