internal import LintasTransport

/// What a server is and does at a moment.
struct ServerReport: Sendable {
  /// Its number in this process.
  var number: UInt64
  /// When it was made.
  var created: MonotonicTime
  /// Its calls.
  var calls: CallCounters
  /// The sockets that it listens on: number and address.
  var listeners: [(number: UInt64, address: SocketAddress)]
}
