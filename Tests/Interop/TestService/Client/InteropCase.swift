/// A case of gRPC's interoperability tests (interop-test-descriptions.md).
struct InteropCase: Sendable {
  /// Its name in `--test_case`.
  let name: String
  /// Plays it.
  ///
  /// - Throws: what was not as it has to be.
  let run: @Sendable (TestBed) async throws -> Void

  /// A case.
  init(_ name: String, _ run: @escaping @Sendable (TestBed) async throws -> Void) {
    self.name = name
    self.run = run
  }

  /// All cases that need neither a cloud account nor a proxy, in the order of the descriptions.
  static let all =
    unaryCases + streamingCases + compressionCases + metadataCases + statusCases + endingCases
    + loadCases + loadReportCases
}
