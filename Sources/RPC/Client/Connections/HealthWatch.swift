internal import LintasProtobuf
internal import LintasStandard
internal import LintasTransport

/// Asks the server of one connection how a service is, for as long as the connection lasts (gRFC
/// A17): by `grpc.health.v1.Health/Watch`, begun anew after pauses when it fails. A server that has
/// no such method is taken to serve.
// Safety: confined to the loop of `core`; other threads only pass references around.
final class HealthWatch: @unchecked Sendable {
  /// What is known of the service.
  enum State {
    /// Nothing yet.
    case unknown
    /// It takes calls.
    case serving
    /// It does not, or nobody says.
    case notServing
  }

  /// What is known now.
  private(set) var state = State.unknown
  /// Why it does not serve.
  private(set) var failure: Status?
  private let core: ChannelCore
  private let service: String
  private let connection: HTTP2Connection
  private let changed: () -> Void
  private var task: Task<Void, Never>?

  static let watch = MethodDescriptor<HealthCheckRequest, HealthCheckResponse>(
    service: "grpc.health.v1.Health", method: "Watch", path: "/grpc.health.v1.Health/Watch",
    kind: .serverStream)

  /// A watch that has not begun.
  ///
  /// - Parameter changed: told of each change.
  init(
    _ core: ChannelCore, service: String, on connection: HTTP2Connection,
    changed: @escaping () -> Void
  ) {
    self.core = core
    self.service = service
    self.connection = connection
    self.changed = changed
  }

  /// Starts to ask, until `stop`.
  func start() {
    task = core.loop.spawn {
      var failures = 0
      while !Task.isCancelled {
        let status = await self.follow { failures = 0 }
        if Task.isCancelled { return }
        if status.code == .unimplemented {
          self.note(.serving, nil)
          return
        }
        self.note(.notServing, status)
        failures += 1
        let pause = self.core.configuration.backoff.pause(
          after: failures, using: &self.core.random)
        await self.core.loop.sleep(until: MonotonicTime.now + pause)
      }
    }
  }

  /// Asks no more.
  func stop() {
    task?.cancel()
  }

  private func note(_ state: State, _ failure: Status?) {
    guard state != self.state else { return }
    self.state = state
    self.failure =
      state == .serving
      ? nil : failure ?? Status(.unavailable, "the server says that it does not serve")
    changed()
  }

  /// Follows one stream to its end.
  ///
  /// - Parameter heard: told of each answer.
  /// - Returns: how it ended.
  private nonisolated(nonsending) func follow(heard: () -> Void) async -> Status {
    let call = ClientCall(
      core, kind: .serverStream, deadline: .distantFuture)
    do {
      let head = try core.head(
        Self.watch.path, CallOptions(compression: .identity), deadline: .distantFuture,
        previousAttempts: 0,
        on: connection)
      try call.send(
        HealthCheckRequest.with { $0.service = service }, with: .identity, head: head,
        on: connection)
      while true {
        while let answer: HealthCheckResponse = try call.pop() {
          heard()
          note(answer.status == .serving ? .serving : .notServing, nil)
        }
        if let ending = call.ending { return ending }
        try await call.change()
      }
    } catch {
      return error as? Status ?? Status(.unavailable, "\(error)", details: [], cause: error)
    }
  }
}
