public import LintasProtobuf

/// All methods of a server, the door before them, and what becomes of errors.
///
/// Generated code registers a service by one call, `router.register(desk)`. A router is a value:
/// fill it, then give it to `GRPCServer`.
public struct Router<Caller: Sendable>: Sendable {
  private(set) var entries: [any MethodEntry] = []
  private let door: any Door<Caller>
  let errors: ErrorMapping

  /// A router without methods.
  ///
  /// - Parameters:
  ///   - door: says who calls and whether the call may go on.
  ///   - status: makes a status of an error that the door or a handler threw, with the caller's
  ///     metadata at hand for the language of its texts. `nil` means that it does not know the
  ///     error: the caller then gets INTERNAL with a random identifier. A `Status` that is thrown
  ///     is sent as it is, without asking. On the call's loop.
  ///   - report: gets each error that became INTERNAL so, to log it. On the call's loop.
  public init(
    door: some Door<Caller>,
    status: @escaping @Sendable (_ error: any Error, _ metadata: Metadata) -> Status? = { _, _ in
      nil
    },
    report: @escaping @Sendable (UnexpectedError) -> Void = { _ in }
  ) {
    self.door = door
    errors = ErrorMapping(status: status, report: report)
  }

  /// The methods that are registered, in the order of registration.
  public var methods: [MethodSummary] { entries.map(\.summary) }

  /// Registers a unary method. It runs where its policy says: on the loop or on the worker pool.
  public mutating func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, Caller) async throws -> Response
  ) {
    precondition(method.kind == .unary, "the method is not unary")
    entries.append(UnaryEntry(method: method.summary, door: door, handler: handler))
  }

  /// Registers a unary method that never waits: a plain function, run on the loop at once.
  public mutating func inline<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, Caller) throws -> Response
  ) {
    precondition(method.kind == .unary, "the method is not unary")
    entries.append(InlineEntry(method: method.summary, door: door, handler: handler))
  }

  /// Registers a method that answers with a stream.
  public mutating func serverStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void
  ) {
    precondition(method.kind == .serverStream, "the method does not answer with a stream")
    entries.append(ServerStreamEntry(method: method.summary, door: door, handler: handler))
  }

  /// Registers a method that takes a stream of requests and answers once.
  public mutating func clientStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (RequestStream<Request>, Caller) async throws -> Response
  ) {
    precondition(method.kind == .clientStream, "the method takes no stream, or answers with one")
    entries.append(ClientStreamEntry(method: method.summary, door: door, handler: handler))
  }

  /// Registers a method that takes a stream of requests and answers with one.
  public mutating func bidirectional<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler:
      @escaping @Sendable (
        RequestStream<Request>, ResponseWriter<Response>, Caller
      ) async throws -> Void
  ) {
    precondition(method.kind == .bidirectional, "the method does not stream both ways")
    entries.append(BidirectionalEntry(method: method.summary, door: door, handler: handler))
  }
}
