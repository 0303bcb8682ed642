package import LintasTransport

/// What a server is and does at a moment.
package struct ServerReport: Sendable {
  /// Its number in this process.
  package var number: UInt64
  /// When it was made.
  package var created: MonotonicTime
  /// Its calls.
  package var calls: CallCounters
  /// The sockets that it listens on: number and address.
  package var listeners: [(number: UInt64, address: SocketAddress)]
}
