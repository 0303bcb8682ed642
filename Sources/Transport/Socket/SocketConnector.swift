internal import CEpoll
internal import Glibc

/// Establishes one TCP connection without blocking. Confined to its loop.
final class SocketConnector: DescriptorHandler {
  private let loop: EventLoop
  private let descriptor: Int32
  private var registration: Poller.Registration?
  private var waiter: WaitToken?

  private init(loop: EventLoop, family: Int32) throws(TransportError) {
    self.loop = loop
    descriptor = lintas_stream_socket(family)
    if descriptor < 0 { throw .system(call: "socket", code: lintas_errno()) }
  }

  /// Connects to `address`.
  ///
  /// - Returns: the connected descriptor, which the caller owns.
  static nonisolated(nonsending) func connect(
    to address: SocketAddress, on loop: EventLoop, timeout: Duration
  ) async throws(TransportError) -> Int32 {
    let connector = try SocketConnector(loop: loop, family: address.systemFamily)
    do throws(TransportError) {
      try await connector.connect(to: address, timeout: timeout)
    } catch {
      close(connector.descriptor)
      throw error
    }
    return connector.descriptor
  }

  private nonisolated(nonsending) func connect(
    to address: SocketAddress, timeout: Duration
  ) async throws(TransportError) {
    SocketOptions.apply(to: descriptor)
    if address.withSystemAddress({ Glibc.connect(descriptor, $0, $1) }) == 0 { return }
    let code = lintas_errno()
    guard code == EINPROGRESS else { throw .system(call: "connect", code: code) }
    guard !loop.stopping else { throw .closed }
    let registration = try loop.poller.add(descriptor, events: LINTAS_EPOLL_OUT, handler: self)
    self.registration = registration
    let outcome = await loop.wait { token in
      waiter = token
      loop.schedule(token, at: loop.now + timeout)
    }
    waiter = nil
    loop.poller.remove(registration)
    switch outcome {
    case 0: return
    case EventLoop.timedOut: throw .timedOut(.connect)
    case EventLoop.cancelled: throw .closed
    default: throw .system(call: "connect", code: Int32(clamping: outcome))
    }
  }

  func descriptorReady(_ events: UInt32) {
    guard let waiter else { return }
    var failure: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length)
    loop.complete(waiter, Int(failure))
  }

  func loopStops() {
    guard let waiter else { return }
    loop.complete(waiter, EventLoop.cancelled)
  }
}
