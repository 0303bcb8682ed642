/// Every limit of the transport, in one place. All of them are configuration; the defaults suit a
/// server on the open internet and honest clients on bad lines.
public struct TransportLimits: Sendable {
  // What a peer may open and send.

  /// Streams that a peer may have open at a time (SETTINGS_MAX_CONCURRENT_STREAMS).
  public var concurrentStreams: UInt32 = 128
  /// Bytes that a peer may send on one stream before its handler consumes them.
  public var streamWindow: Int32 = 256 << 10
  /// Bytes that a peer may send on a connection before they are parsed.
  public var connectionWindow: Int32 = 1 << 20
  /// Fields of one header block.
  public var headerFields = 64
  /// Size of one header block: the sum of name + value + 32 over its fields (RFC 9113 section
  /// 6.5.2), announced as SETTINGS_MAX_HEADER_LIST_SIZE and enforced.
  public var headerListSize = 8 << 10
  /// CONTINUATION frames of one header block.
  public var continuations = 8
  /// Settings in one SETTINGS frame.
  public var settingsEntries = 32

  // What a peer may make this side do. Each bucket holds `burst` tokens and gains `rate` a second.

  /// Streams that a peer may reset (CVE-2023-44487): burst.
  public var resetBurst: UInt64 = 200
  /// Streams that a peer may reset: per second.
  public var resetRate: UInt64 = 33
  /// Streams that a peer may make *this* side reset (CVE-2025-8671): burst.
  public var provokedResetBurst = 200
  /// Streams that a peer may make this side reset: per second.
  public var provokedResetRate = 33
  /// Frames that cost work and carry nothing (PING, SETTINGS, PRIORITY, empty DATA, unknown types,
  /// WINDOW_UPDATE without need): burst.
  public var glitchBurst = 5000
  /// Frames that cost work and carry nothing: per second.
  public var glitchRate = 330
  /// Acknowledgements of PING and SETTINGS that may wait to be sent.
  public var queuedAcknowledgements = 100
  /// Control frames that may wait to be sent; more closes the connection.
  public var queuedFrames = 5000
  /// The least time between two PINGs of a client that has a stream open and is sent nothing, by
  /// gRPC's keepalive.md. A PING that comes earlier is a strike.
  public var pingInterval = Duration.seconds(5 * 60)
  /// Whether the same goes for a client that has no stream open. If not, each of its PINGs within
  /// two hours of the last one is a strike.
  public var pingsWithoutStreams = false
  /// Strikes in a row that are borne; one more ends the connection with `too_many_pings`. HEADERS
  /// and DATA that are sent to the client forgive all.
  public var pingStrikes = 2

  // What this side keeps for a peer that reads slowly.

  /// A stream's `drained` is called when fewer bytes than these wait to be framed.
  public var lowWaterMark = 64 << 10
  /// While more bytes than these wait for the socket, nothing is read from it.
  public var unsentBytes = 1 << 20

  // Deadlines.

  /// Establishing a TCP connection, for each address tried.
  public var connectTimeout = Duration.seconds(10)
  /// How long a client waits for one address before it tries the next one beside it (RFC 8305).
  public var attemptDelay = Duration.milliseconds(250)
  /// The TLS handshake.
  public var handshakeTimeout = Duration.seconds(10)
  /// The peer's preface and SETTINGS, and its acknowledgement of ours.
  public var settingsTimeout = Duration.seconds(10)
  /// A header block, from its first byte to its last.
  public var headerBlockTimeout = Duration.seconds(10)
  /// Time without progress of bytes that wait to be written: a stream is reset, a connection
  /// closed.
  public var writeStallTimeout = Duration.seconds(30)
  /// Silence after which a PING asks whether the peer is still there; nil for never.
  public var keepaliveInterval: Duration? = .seconds(2 * 60 * 60)
  /// Whether a client asks also while it has no stream open; a server always does.
  public var keepaliveWithoutStreams = false
  /// Time that a peer has to answer that PING.
  public var keepaliveTimeout = Duration.seconds(20)
  /// Time that streams have to end after `HTTP2Connection.drain`.
  public var drainGrace = Duration.seconds(30)
  /// Time without a stream after which a server drains a connection; nil for never.
  public var connectionIdle: Duration?
  /// Age at which a server drains a connection, give or take a tenth by chance, so that clients
  /// that came together do not come back together; nil for never.
  public var connectionAge: Duration?
  /// Time that streams have to end when a connection is drained for its age; nil for no limit.
  public var connectionAgeGrace: Duration?

  // Sockets.

  /// Connections that one listener keeps at a time; more are closed at once.
  public var connections = 16384
  /// TLS handshakes that one loop has in flight at a time.
  public var handshakes = 1024
  /// Connections that the system may hold before they are accepted.
  public var backlog: Int32 = 1024

  /// The defaults.
  public init() {}
}
