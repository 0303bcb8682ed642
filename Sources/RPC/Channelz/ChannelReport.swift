package import LintasTransport

/// What a channel or a subchannel is and does at a moment.
package struct ChannelReport: Sendable {
  /// Whether it is connected.
  package enum Connectivity: Sendable {
    /// There is no connection, and nobody wants one.
    case idle
    /// One is being made.
    case connecting
    /// Calls can be made.
    case ready
    /// The last attempt failed, and the next one will be made after a pause.
    case transientFailure
    /// It is closed.
    case shutdown
  }

  /// Its number in this process.
  package var number: UInt64
  /// What it connects to.
  package var target: String
  /// Whether it is connected.
  package var connectivity: Connectivity
  /// When it was made.
  package var created: MonotonicTime
  /// Its calls; of a subchannel, the streams that it opened for them.
  package var calls: CallCounters
  /// The numbers of the subchannels.
  package var subchannels: [UInt64] = []
  /// The numbers of the connections.
  package var connections: [UInt64] = []
}
