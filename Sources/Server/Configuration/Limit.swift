internal import LintasRPC
internal import LintasTransport

/// One limit that an operator may set: its name, unit and range, and where it is kept.
package struct Limit: Sendable {
  /// As it is set and printed, for example `streams`.
  package let name: String
  /// What the number counts.
  package let unit: String
  /// The values that make sense.
  package let range: ClosedRange<Int>
  /// Reads it.
  package let get: @Sendable (Limits) -> Int
  /// Writes it.
  package let set: @Sendable (inout Limits, Int) -> Void

  private init<Number: FixedWidthInteger & SendableMetatype>(
    _ name: String, _ unit: String, _ range: ClosedRange<Int>,
    _ path: any (WritableKeyPath<Limits, Number> & Sendable)
  ) {
    self.name = name
    self.unit = unit
    self.range = range
    get = { Int(clamping: $0[keyPath: path]) }
    set = { $0[keyPath: path] = Number(clamping: $1) }
  }

  private init(
    seconds name: String, _ range: ClosedRange<Int>,
    _ path: any (WritableKeyPath<Limits, Duration> & Sendable)
  ) {
    self.name = name
    unit = "seconds"
    self.range = range
    get = { Int(clamping: $0[keyPath: path].components.seconds) }
    set = { $0[keyPath: path] = .seconds($1) }
  }

  private init(
    secondsOrNever name: String, _ range: ClosedRange<Int>,
    _ path: any (WritableKeyPath<Limits, Duration?> & Sendable)
  ) {
    self.name = name
    unit = "seconds (0: never)"
    self.range = range
    get = { limits in
      limits[keyPath: path].map { Int(clamping: $0.components.seconds) } ?? 0
    }
    set = { $0[keyPath: path] = $1 == 0 ? nil : .seconds($1) }
  }

  /// Every limit, in the order in which they are printed.
  package static let all: [Limit] = [
    Limit("message-bytes", "bytes", 1024...(64 << 20), \.rpc.messageBytes),
    Limit("buffered-connection", "bytes", 65535...(1 << 36), \.rpc.bufferedBytesPerConnection),
    Limit("buffered-loop", "bytes", 65535...(1 << 40), \.rpc.bufferedBytesPerLoop),
    Limit(seconds: "default-deadline", 1...3600, \.rpc.defaultDeadline),
    Limit("write-high-water", "bytes", 4096...(16 << 20), \.rpc.writeHighWaterBytes),
    Limit("handlers", "handlers of a connection", 1...65536, \.rpc.runningHandlersPerConnection),
    Limit("workers", "threads", 1...64, \.workers),
    Limit("connections", "connections", 1...1_000_000, \.transport.connections),
    Limit("handshakes", "handshakes of a loop", 1...65536, \.transport.handshakes),
    Limit("streams", "streams of a connection", 1...65536, \.transport.concurrentStreams),
    Limit("stream-window", "bytes", 65535...(1 << 30), \.transport.streamWindow),
    Limit("connection-window", "bytes", 65535...(1 << 30), \.transport.connectionWindow),
    Limit("header-fields", "fields", 16...1024, \.transport.headerFields),
    Limit("header-list", "bytes", 1024...(1 << 20), \.transport.headerListSize),
    Limit("continuations", "frames", 1...64, \.transport.continuations),
    Limit("reset-burst", "resets", 1...100_000, \.transport.resetBurst),
    Limit("reset-rate", "resets a second", 1...100_000, \.transport.resetRate),
    Limit("glitch-burst", "frames", 100...1_000_000, \.transport.glitchBurst),
    Limit("glitch-rate", "frames a second", 1...1_000_000, \.transport.glitchRate),
    Limit(seconds: "ping-interval", 0...86_400, \.transport.pingInterval),
    Limit("unsent-bytes", "bytes", 65536...(1 << 30), \.transport.unsentBytes),
    Limit(seconds: "handshake-timeout", 1...600, \.transport.handshakeTimeout),
    Limit(seconds: "settings-timeout", 1...600, \.transport.settingsTimeout),
    Limit(seconds: "header-timeout", 1...600, \.transport.headerBlockTimeout),
    Limit(seconds: "write-stall-timeout", 1...3600, \.transport.writeStallTimeout),
    Limit(secondsOrNever: "keepalive-interval", 0...86_400, \.transport.keepaliveInterval),
    Limit(seconds: "keepalive-timeout", 1...600, \.transport.keepaliveTimeout),
    Limit(secondsOrNever: "connection-idle", 0...86_400, \.transport.connectionIdle),
    Limit(secondsOrNever: "connection-age", 0...604_800, \.transport.connectionAge),
    Limit(secondsOrNever: "connection-age-grace", 0...86_400, \.transport.connectionAgeGrace),
    Limit(seconds: "loop-patience", 1...3600, \.loopPatience),
    Limit(seconds: "shutdown-grace", 0...3600, \.shutdownGrace),
    Limit("store-map", "bytes", (1 << 20)...(1 << 46), \.storeMapBytes),
    Limit("store-queue", "changes", 1...1_000_000, \.storeQueue),
    // A quiet watch stands where it last woke, so too short a feed would leave it behind.
    Limit("feed-entries", "entries", 10_000...1_000_000_000, \.feedEntries),
  ]
}
