public import LintasTransport

/// A call beside its messages: what its handler may know of it, and what it may have sent along.
///
/// A Door takes it from the `CallHead` into its `Caller` if handlers are to have it (`OpenDoor`
/// does); whoever does not ask for it pays nothing. It is passed on explicitly, and not bound to
/// the task: a task-local value costs an allocation on every call, and is lost in tasks that do not
/// inherit it. It may be used from any task, and does nothing once the call is over.
public struct CallContext: Sendable {
  /// When the call will be over; `.distantFuture` if it never is. Give it to the calls that the
  /// handler makes: `CallOptions(deadlineOf: context)`.
  public let deadline: MonotonicTime
  /// What the caller sent beside the request.
  public let metadata: Metadata
  private let call: ServerCall?
  private let generation: UInt32
  private let entryNumber: Int32
  private let connection: ServerConnection?
  private let unknownPath: String?

  /// A context without a call, to test handlers with. What is set in it is lost.
  public init(metadata: Metadata = Metadata(), deadline: MonotonicTime = .distantFuture) {
    self.metadata = metadata
    self.deadline = deadline
    call = nil
    generation = 0
    entryNumber = -1
    connection = nil
    unknownPath = nil
  }

  /// The context of the call that an object serves now. On its loop.
  init(_ call: ServerCall, metadata: Metadata) {
    self.metadata = metadata
    self.call = call
    deadline = call.deadline
    generation = call.generation
    entryNumber = Int32(truncatingIfNeeded: call.entryNumber)
    connection = call.connection
    unknownPath = call.unknownPath
  }

  /// The method that is called; `nil` if the server does not know it, or without a call.
  public var method: MethodSummary? {
    // Looked up when it is asked for: to hold it would be a retain, of an object that all loops
    // share, on every call.
    guard let call, entryNumber >= 0 else { return nil }
    return call.home.routing.entries[Int(entryNumber)].summary
  }

  /// The path that is called, such as `/grpc.health.v1.Health/Check`; empty without a call.
  public var path: String { unknownPath ?? method?.path.description ?? "" }

  /// The other end of the connection; `nil` in memory and without a call.
  public var peer: SocketAddress? { connection?.peer }

  /// What TLS found out about the other end; `nil` without TLS.
  public var identity: TLSIdentity? { connection?.identity }

  /// Whether the request came compressed; of a stream, the one that the handler took last. `false`
  /// without a call and when the call is over. Servers of interoperability tests have to know.
  package var isRequestCompressed: Bool {
    get async {
      guard let call else { return false }
      return await call.home.loop.runUnlessEnded { [generation] in
        call.generation == generation && call.state.pointee.isRequestCompressed
      } ?? false
    }
  }

  /// Adds metadata to the head of the response, which goes out with the first message, or with the
  /// status if there is none. Without effect once it has gone out. A head that the client does not
  /// take, because it is too large, ends the call with RESOURCE_EXHAUSTED.
  public func addToHead(_ metadata: Metadata) {
    change { $0.state.pointee.response.addToHead(metadata) }
  }

  /// Adds metadata to the trailers, which go out with the status. They are left out if the client
  /// does not take so much.
  public func addToTrailers(_ metadata: Metadata) {
    change { $0.state.pointee.response.addToTrailers(metadata) }
  }

  /// Says whether the messages of the response are compressed, whatever the server's configuration
  /// says. They are only if the client takes what they are compressed with. To be said before the
  /// first message.
  public func compressResponse(with compression: Compression) {
    change { $0.compressResponse(with: compression) }
  }

  /// Makes a change on the call's loop: at once if the caller is there, and otherwise before
  /// anything that the caller does later.
  private func change(_ body: @escaping @Sendable (ServerCall) -> Void) {
    guard let call else { return }
    let loop = call.home.loop
    if loop.isCurrent {
      if call.generation == generation { body(call) }
    } else {
      // Closures from other threads run before the jobs that came in the same turn.
      loop.execute { [generation] in
        if call.generation == generation { body(call) }
      }
    }
  }
}
