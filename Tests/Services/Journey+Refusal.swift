internal import LintasOffice
internal import LintasTestOffice
internal import Testing

extension Journey {
  /// Expects that a call is refused, for fields with exactly these paths.
  @discardableResult
  func refusal<R>(
    _ kind: Refusal.Kind, fields: Set<String> = [], _ call: () async throws -> R,
    at location: SourceLocation = #_sourceLocation
  ) async -> RefusedCall? {
    do {
      _ = try await call()
      Issue.record("the call was not refused", sourceLocation: location)
    } catch let refused as RefusedCall {
      #expect(refused.kind == kind, sourceLocation: location)
      #expect(Set(refused.fields.keys) == fields, sourceLocation: location)
      return refused
    } catch {
      Issue.record("\(error)", sourceLocation: location)
    }
    return nil
  }
}
