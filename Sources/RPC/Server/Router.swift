public import LintasProtobuf

/// All methods of a server, the door and the interceptors before them, and what becomes of errors.
///
/// Generated code registers a service by one call, `router.register(desk)`. A router is a value:
/// fill it, then give it to `GRPCServer`.
public struct Router<Caller: Sendable>: Sendable {
  /// A method, made real once all interceptors are known.
  private struct Registration: Sendable {
    let method: MethodSummary
    let isInline: Bool
    let entry: @Sendable (InterceptorChain<Caller>?) -> any MethodEntry
  }

  private var registrations: [Registration] = []
  private var interceptors: [(InterceptorScope, any ServerInterceptor<Caller>)] = []
  private var unknown: UnknownMethodEntry<Caller>.Handler?
  /// The contracts of the services that were registered, in that order.
  public private(set) var contracts: [ServiceContract] = []
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
  public var methods: [MethodSummary] { registrations.map(\.method) }

  /// What serves the methods.
  var entries: [any MethodEntry] {
    registrations.map {
      $0.entry(InterceptorChain(interceptors, of: $0.method, isInline: $0.isInline))
    }
  }

  /// What serves the calls of methods that are not registered; `nil` if nothing does.
  var unknownEntry: (any MethodEntry)? {
    unknown.map { handler in
      let method = UnknownMethodEntry<Caller>.method
      let chain = InterceptorChain(interceptors, of: method, isInline: false)
      return UnknownMethodEntry(door: door, chain: chain, handler: handler)
    }
  }

  /// Puts an interceptor before methods, behind those that were put there before: the first of all
  /// stands outermost. It does not matter whether the methods are registered already.
  public mutating func intercept(
    _ scope: InterceptorScope = .all, with interceptor: some ServerInterceptor<Caller>
  ) {
    interceptors.append((scope, interceptor))
  }

  /// Keeps a contract for those who ask what the server promises. Generated code calls it when a
  /// service is registered.
  public mutating func describe(_ contract: ServiceContract) {
    contracts.append(contract)
  }

  /// Registers a unary method. It runs where its policy says: on the loop or on the worker pool.
  public mutating func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, Caller) async throws -> Response
  ) {
    add(method, .unary) { UnaryEntry($0, handler: handler) }
  }

  /// Registers a unary method that never waits: a plain function, run on the loop at once.
  public mutating func inline<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, Caller) throws -> Response
  ) {
    add(method, .unary, isInline: true) { InlineEntry($0, handler: handler) }
  }

  /// Registers a method that answers with a stream.
  public mutating func serverStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void
  ) {
    add(method, .serverStream) { ServerStreamEntry($0, handler: handler) }
  }

  /// Registers a method that takes a stream of requests and answers once.
  public mutating func clientStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler: @escaping @Sendable (RequestStream<Request>, Caller) async throws -> Response
  ) {
    add(method, .clientStream) { ClientStreamEntry($0, handler: handler) }
  }

  /// Registers a method that takes a stream of requests and answers with one.
  public mutating func bidirectional<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>,
    _ handler:
      @escaping @Sendable (
        RequestStream<Request>, ResponseWriter<Response>, Caller
      ) async throws -> Void
  ) {
    add(method, .bidirectional) { BidirectionalEntry($0, handler: handler) }
  }

  /// Has calls of methods that are not registered answered, which otherwise get UNIMPLEMENTED: to
  /// pass them on to another server, say. Messages are bytes; there may be any number each way.
  ///
  /// The door is asked as for any call. It sees a method without names and without a policy; the
  /// path that was called stands in `CallHead.path`. Interceptors before `.all` stand before these
  /// calls too, and see no messages.
  ///
  /// - Parameter handler: gets the path, such as `/lintas.v1.FutureService/Do`, which may be
  ///   anything.
  public mutating func unknownMethods(
    _ handler:
      @escaping @Sendable (
        _ path: String, RequestStream<[UInt8]>, ResponseWriter<[UInt8]>, Caller
      ) async throws -> Void
  ) {
    unknown = handler
  }

  private mutating func add<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ kind: CallKind, isInline: Bool = false,
    _ entry: @escaping @Sendable (MethodGate<Request, Caller>) -> any MethodEntry
  ) {
    precondition(method.kind == kind, "\(method.path) is \(method.kind), not \(kind)")
    let door = door
    registrations.append(
      Registration(method: method.summary, isInline: isInline) { chain in
        entry(MethodGate(method: method.summary, door: door, chain: chain))
      })
  }
}
