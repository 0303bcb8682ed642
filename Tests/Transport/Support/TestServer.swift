import LintasTransport
import Synchronization

/// An echo server on a free port of 127.0.0.1, with its events.
final class TestServer: Sendable {
  let loops: [EventLoop]
  let listener: Listener
  private let eventList: EventList

  /// What connections were told apart from good ends, in order.
  final class EventList: Sendable {
    private let events = Mutex<[TransportEvent]>([])
    var all: [TransportEvent] { events.withLock { $0 } }
    func add(_ event: TransportEvent) { events.withLock { $0.append(event) } }
  }

  init(
    _ certificates: TestCertificates, loops count: Int = 1,
    clientCertificates: TLSClientCertificates = .off, tickets: TLSTicketKeys = TLSTicketKeys(),
    limits: TransportLimits = TransportLimits(),
    handler: @escaping @Sendable (HTTP2Connection) -> any HTTP2ConnectionHandler = { _ in
      ConnectionRecorder.echo()
    }
  ) throws {
    let list = EventList()
    eventList = list
    loops = try (0..<count).map { try EventLoop.start(name: "server-\($0)") }
    let tls = try TLSContext.server(
      certificates.server, clientCertificates: clientCertificates,
      trust: .file(certificates.authority), tickets: tickets)
    guard let address = SocketAddress(literal: "127.0.0.1", port: 0) else {
      throw TransportError.closed
    }
    listener = try Listener.start(
      ListenerConfiguration(address: address, tls: tls, limits: limits) { list.add($0) },
      loops: loops, handler: handler)
  }

  var port: UInt16 { listener.address.port }
  var events: [TransportEvent] { eventList.all }

  /// Waits until `count` events have come, at most ten seconds.
  func events(_ count: Int) async -> [TransportEvent] {
    let limit = MonotonicTime.now + .seconds(10)
    while events.count < count, MonotonicTime.now < limit {
      try? await Task.sleep(nanoseconds: 1_000_000)
    }
    return events
  }

  /// Stops accepting, closes connections and ends the loops.
  func stop() {
    listener.stop()
    for loop in loops { loop.stop() }
    for loop in loops { loop.join() }
  }
}
