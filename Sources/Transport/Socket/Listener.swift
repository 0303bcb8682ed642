internal import CEpoll
internal import Glibc
internal import Synchronization

/// Accepts connections on one TCP address or Unix socket and deals them to event loops in turn.
///
/// One thread accepts. It deals in turn because the kernel's own split (SO_REUSEPORT) goes by a
/// hash and leaves loops idle while others have three times their share. A connection belongs to
/// its loop for life. All members may be used from any thread.
public final class Listener: Sendable {
  /// The address with the port that the system chose.
  public let address: SocketAddress

  private let configuration: ListenerConfiguration
  private let loops: [EventLoop]
  private let makeHandler: @Sendable (HTTP2Connection) -> any HTTP2ConnectionHandler
  private let socket: ListeningSocket
  private let tls: Mutex<TLSContext>
  private let live = Atomic<Int>(0)
  private let thread: Mutex<PosixThread?>

  /// Binds, listens and starts to accept.
  ///
  /// - Parameters:
  ///   - loops: who serves the connections; they must outlive the listener.
  ///   - handler: makes the handler of a connection, on its loop, when its TLS handshake is done.
  /// - Throws: `.system` if the address is in use or not the machine's.
  public static func start(
    _ configuration: ListenerConfiguration, loops: [EventLoop],
    handler: @escaping @Sendable (HTTP2Connection) -> any HTTP2ConnectionHandler
  ) throws(TransportError) -> Listener {
    precondition(!loops.isEmpty, "a listener needs a loop")
    precondition(configuration.tls.role == .server, "a listener needs a server's TLS context")
    let listener = try Listener(configuration, loops, handler)
    let thread = try PosixThread.start(name: "acceptor") { listener.acceptUntilStopped() }
    listener.thread.withLock { $0 = thread }
    return listener
  }

  private init(
    _ configuration: ListenerConfiguration, _ loops: [EventLoop],
    _ handler: @escaping @Sendable (HTTP2Connection) -> any HTTP2ConnectionHandler
  ) throws(TransportError) {
    self.configuration = configuration
    self.loops = loops
    makeHandler = handler
    socket = try ListeningSocket(
      address: configuration.address, mode: configuration.socketMode,
      backlog: configuration.limits.backlog)
    address = socket.address
    tls = Mutex(configuration.tls)
    thread = Mutex(nil)
  }

  /// Connections that are open now.
  public var connections: Int { live.load(ordering: .relaxed) }

  /// Uses another context for connections accepted from now on; others keep theirs.
  public func replaceTLS(_ context: TLSContext) {
    precondition(context.role == .server, "a listener needs a server's TLS context")
    tls.withLock { $0 = context }
  }

  /// Stops accepting; a Unix socket's file is removed. Connections that are open stay open: drain
  /// them, or stop their loops. More than once does no harm.
  public func stop() {
    let acceptor = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let acceptor else { return }
    socket.stop()
    acceptor.join()
  }

  // MARK: The acceptor's thread

  private func acceptUntilStopped() {
    var turn = 0
    while true {
      switch socket.accept() {
      case .stopped:
        return
      case .failed(let error):
        report(nil, error)
      case .connection(let descriptor, let peer):
        SocketOptions.apply(to: descriptor)
        guard live.load(ordering: .relaxed) < configuration.limits.connections else {
          close(descriptor)
          report(peer, .system(call: "accept", code: EMFILE))
          continue
        }
        live.add(1, ordering: .relaxed)
        let loop = loops[turn % loops.count]
        turn &+= 1
        let dealt = loop.execute { self.serve(descriptor, peer, on: loop) }
        if !dealt {
          live.subtract(1, ordering: .relaxed)
          close(descriptor)
        }
      }
    }
  }

  private func report(_ peer: SocketAddress?, _ error: TransportError) {
    configuration.log?(TransportEvent(role: .server, peer: peer, error: error))
  }

  // MARK: The loops' threads

  private func serve(_ descriptor: Int32, _ peer: SocketAddress?, on loop: EventLoop) {
    guard loop.handshakes < configuration.limits.handshakes else {
      close(descriptor)
      ended(peer, .timedOut(.handshake))
      return
    }
    do throws(TransportError) {
      let connection = try SocketConnection(
        loop: loop, descriptor: descriptor, peer: peer, context: tls.withLock { $0 },
        serverName: nil, limits: configuration.limits, owner: Owner(self))
      connection.start()
    } catch {
      ended(peer, error)
    }
  }

  private func ended(_ peer: SocketAddress?, _ error: TransportError?) {
    live.subtract(1, ordering: .relaxed)
    // What this side has ended itself is no event.
    if let error, error != .closed { report(peer, error) }
  }

  /// Ties one connection to its listener.
  private final class Owner: SocketConnectionOwner {
    private let listener: Listener

    init(_ listener: Listener) {
      self.listener = listener
    }

    func socketEstablished(_ connection: HTTP2Connection) -> any HTTP2ConnectionHandler {
      listener.makeHandler(connection)
    }

    func socketEnded(peer: SocketAddress?, error: TransportError?) {
      listener.ended(peer, error)
    }
  }
}
