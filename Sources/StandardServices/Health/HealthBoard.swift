public import LintasStandard
internal import Synchronization

/// What the services of a server say of themselves, and who is to be told when it changes.
///
/// The empty name stands for the server as a whole. May be used from any thread.
public final class HealthBoard: Sendable {
  /// Whether a service takes calls.
  public typealias ServingStatus = HealthCheckResponse.ServingStatus

  private struct State {
    var statuses: [String: ServingStatus] = [:]
    var watchers: [UInt64: (service: String, changes: AsyncStream<ServingStatus>.Continuation)] =
      [:]
    var nextWatcher: UInt64 = 0
    var isShutDown = false
  }

  private let state = Mutex(State())
  /// The status of the server as a whole, so that the commonest question takes no lock.
  private let whole: Atomic<Int32>

  /// A board on which the server as a whole has a status, and no service has one.
  public init(server status: ServingStatus = .serving) {
    whole = Atomic(status.rawValue)
    state.withLock { $0.statuses[""] = status }
  }

  /// Says what a service is, and tells those who watch it. After `shutDown` nothing changes.
  ///
  /// - Parameters:
  ///   - status: the status.
  ///   - service: the full name of the service, such as `lintas.v1.ApplicantService`; empty for the
  ///     server as a whole.
  public func set(_ status: ServingStatus, for service: String = "") {
    state.withLock { state in
      guard !state.isShutDown else { return }
      set(status, for: service, in: &state)
    }
  }

  /// What a service is; `nil` if nothing was ever said of it.
  public func status(of service: String = "") -> ServingStatus? {
    if service.isEmpty { return ServingStatus(rawValue: whole.load(ordering: .relaxed)) }
    return state.withLock { $0.statuses[service] }
  }

  /// The most services that are listed: the answer must fit every client's limits.
  public static let listLimit = 100

  /// What every service is, by its name, the server as a whole included; `nil` if there are more
  /// than `listLimit`.
  public var statuses: [String: ServingStatus]? {
    state.withLock { $0.statuses.count <= Self.listLimit ? $0.statuses : nil }
  }

  /// Says that nothing is served any more, and ends all watching, so that it does not keep the
  /// server from ending.
  public func shutDown() {
    let watchers = state.withLock { state in
      for service in state.statuses.keys { set(.notServing, for: service, in: &state) }
      state.isShutDown = true
      defer { state.watchers.removeAll() }
      return state.watchers.values.map(\.changes)
    }
    for watcher in watchers { watcher.finish() }
  }

  /// The status of a service, now and after each change; one that nothing was said of is
  /// `serviceUnknown`. Whoever reads slowly misses what was overtaken. Ends at `shutDown`.
  func changes(of service: String) -> AsyncStream<ServingStatus> {
    let (stream, changes) = AsyncStream.makeStream(
      of: ServingStatus.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      changes.yield(state.statuses[service] ?? .serviceUnknown)
      guard !state.isShutDown else {
        changes.finish()
        return
      }
      let number = state.nextWatcher
      state.nextWatcher += 1
      state.watchers[number] = (service, changes)
      changes.onTermination = { [weak self] _ in self?.forget(number) }
    }
    return stream
  }

  /// How many watch.
  var watcherCount: Int { state.withLock { $0.watchers.count } }

  private func forget(_ number: UInt64) {
    state.withLock { _ = $0.watchers.removeValue(forKey: number) }
  }

  private func set(_ status: ServingStatus, for service: String, in state: inout State) {
    guard state.statuses[service] != status else { return }
    state.statuses[service] = status
    if service.isEmpty { whole.store(status.rawValue, ordering: .relaxed) }
    for watcher in state.watchers.values where watcher.service == service {
      watcher.changes.yield(status)
    }
  }
}
