package import LintasRPC
internal import LintasStore
package import LintasTransport

/// All limits of the process that an operator may set, by layer.
package struct Limits: Sendable {
  /// Of connections, streams and frames.
  package var transport = TransportLimits()
  /// Of calls.
  package var rpc = RPCLimits()
  /// Ceiling of the store's data file in bytes.
  package var storeMapBytes = StoreConfiguration(folder: "").mapBytes
  /// Changes that may wait for the store's writer.
  package var storeQueue = StoreConfiguration(folder: "").queueLimit
  /// Entries that the change feed keeps.
  package var feedEntries = StoreConfiguration(folder: "").feedRetention
  /// Threads for methods that compute long, such as sign-in.
  package var workers = 2
  /// How long a handler may hold its loop up before that is logged.
  package var loopPatience = Duration.seconds(1)
  /// Time that running calls have to finish after SIGTERM.
  package var shutdownGrace = Duration.seconds(10)

  /// The defaults.
  package init() {
    // A network forgets a phone that is silent for some minutes, so a connection without a call is
    // hardly worth its memory, and coming back costs little while the session's ticket holds.
    transport.connectionIdle = .seconds(15 * 60)
    // What stays open longer are streams that wait for news: asked often enough to notice a phone
    // that is gone, and not so often that it cannot sleep.
    transport.keepaliveInterval = .seconds(20 * 60)
    // Within a day's work every client has seen the certificates of today, and has been checked
    // against the trust of today. An upload over a bad line has time to end.
    transport.connectionAge = .seconds(8 * 60 * 60)
    transport.connectionAgeGrace = .seconds(15 * 60)
  }

  /// Why the limits contradict each other, in a sentence; nil if they do not.
  package var contradiction: String? {
    var configuration = ServerConfiguration()
    configuration.limits = rpc
    configuration.transport = transport
    return configuration.contradiction
  }

  /// Sets one limit from text of the form `name=value`.
  ///
  /// - Returns: a sentence if the name or the value is wrong, nil if the limit is set.
  package mutating func set(_ assignment: some StringProtocol) -> String? {
    let parts = assignment.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let limit = Limit.all.first(where: { $0.name == parts[0] }) else {
      return "\"\(assignment)\" sets no limit; expected NAME=NUMBER with one of: "
        + Limit.all.map(\.name).joined(separator: ", ")
    }
    guard let value = Int(parts[1]), limit.range.contains(value) else {
      return "\"\(assignment)\" is out of range; expected \(limit.unit) from "
        + "\(limit.range.lowerBound) to \(limit.range.upperBound)"
    }
    limit.set(&self, value)
    return nil
  }
}
