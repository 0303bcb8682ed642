internal import LintasProtobuf
public import LintasRPC
public import LintasStandard

/// `grpc.health.v1.Health` (health-checking.md of the gRPC project): answers from a `HealthBoard`.
///
/// It asks nobody who they are: probes have no account. What the board says is public.
public struct HealthDesk<Caller: Sendable>: HealthService {
  private let board: HealthBoard

  /// A desk that answers from this board.
  public init(_ board: HealthBoard) {
    self.board = board
  }

  /// The status of a service now.
  ///
  /// - Throws: NOT_FOUND if the board knows nothing of it.
  public func check(
    _ request: HealthCheckRequest, by caller: Caller
  ) throws -> HealthCheckResponse {
    guard let status = board.status(of: request.service) else {
      throw Status(.notFound, "nothing is known of this service")
    }
    return .with { $0.status = status }
  }

  /// The status of every service on the board now.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if there are more than `HealthBoard.listLimit`.
  public func list(
    _ request: HealthListRequest, by caller: Caller
  ) throws -> HealthListResponse {
    guard let statuses = board.statuses else {
      throw Status(.resourceExhausted, "there are too many services to list")
    }
    return .with { list in
      for (service, status) in statuses { list.statuses[service] = .with { $0.status = status } }
    }
  }

  /// The status of a service now and after each change. A service that the board knows nothing of
  /// is SERVICE_UNKNOWN until it does.
  ///
  /// - Throws: UNAVAILABLE when the server shuts down.
  public func watch(
    _ request: HealthCheckRequest, to responses: ResponseWriter<HealthCheckResponse>,
    by caller: Caller
  ) async throws {
    for await status in board.changes(of: request.service) {
      try await responses.write(.with { $0.status = status })
    }
    throw Status(.unavailable, "the server is shutting down")
  }
}
