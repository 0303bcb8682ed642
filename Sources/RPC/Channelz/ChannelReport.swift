internal import LintasTransport

/// What a channel or a subchannel is and does at a moment.
struct ChannelReport: Sendable {
  /// Whether it is connected.
  enum Connectivity: Sendable {
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
  var number: UInt64
  /// What it connects to.
  var target: String
  /// Whether it is connected.
  var connectivity: Connectivity
  /// When it was made.
  var created: MonotonicTime
  /// Its calls; of a subchannel, the streams that it opened for them.
  var calls: CallCounters
  /// The numbers of the subchannels.
  var subchannels: [UInt64] = []
  /// The numbers of the connections.
  var connections: [UInt64] = []
}
