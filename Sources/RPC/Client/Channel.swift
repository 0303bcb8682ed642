public import LintasProtobuf
public import LintasTransport

/// A client's way to one server.
///
/// It connects when the first call needs it, shares one HTTP/2 connection among all callers, and
/// connects anew when that one is gone. There is nothing to start and no loop to look after: calls
/// may come from any task, on any thread. A channel that is let go ends its connection when its
/// calls have ended.
public final class Channel: Sendable {
  let core: ChannelCore
  private let life: ChannelLife
  private let prepare: Preparation?
  private let plans: MethodPlans?
  private let interceptors: ClientInterceptors?

  /// Fills in what all calls of a channel have in common: a token, a language, a deadline. Called
  /// once a call, on the caller's thread.
  public typealias Preparation = @Sendable (MethodSummary, inout CallOptions) -> Void

  /// A channel to a server over TLS.
  ///
  /// - Parameters:
  ///   - host: a name or the literal of an address.
  ///   - port: the TCP port.
  ///   - tls: a client's context: whom to trust, and who we are.
  ///   - serverName: the name that the server's certificate must bear, if it is not `host`.
  ///   - loop: the loop to run on; by default one that all channels of the process share.
  ///   - configuration: limits and pauses.
  /// - Throws: if the shared loop cannot be started.
  public convenience init(
    host: String, port: UInt16, tls: TLSContext, serverName: String? = nil,
    loop: EventLoop? = nil, configuration: ChannelConfiguration = ChannelConfiguration()
  ) throws(TransportError) {
    try self.init(
      ChannelTarget(host: host, port: port), tls: tls, serverName: serverName, loop: loop,
      configuration: configuration)
  }

  /// A channel to a server at addresses that are known, over TLS. Which of them calls go to is a
  /// matter of the service config.
  ///
  /// - Parameters:
  ///   - addresses: at least one, in the order in which to try them.
  ///   - tls: a client's context.
  ///   - serverName: the name that the certificate of each server must bear.
  ///   - loop: the loop to run on; by default one that all channels of the process share.
  ///   - configuration: limits and pauses.
  /// - Throws: if the shared loop cannot be started.
  public convenience init(
    addresses: [SocketAddress], tls: TLSContext, serverName: String, loop: EventLoop? = nil,
    configuration: ChannelConfiguration = ChannelConfiguration()
  ) throws(TransportError) {
    precondition(!addresses.isEmpty, "a channel needs an address")
    try self.init(
      .addresses(addresses), tls: tls, serverName: serverName, loop: loop,
      configuration: configuration)
  }

  /// A channel to a target, over TLS.
  convenience init(
    _ target: ChannelTarget, tls: TLSContext, serverName: String?, loop: EventLoop?,
    configuration: ChannelConfiguration
  ) throws(TransportError) {
    let authority = configuration.authority ?? target.authority(serverName: serverName)
    try self.init(
      loop: loop, origin: Origin(scheme: "https", authority: authority),
      configuration: configuration,
      route: .tls(tls, serverName: serverName ?? target.serverName) {
        _ async throws(TransportError) in try await target.endpoints()
      })
  }

  /// A channel over any route.
  ///
  /// - Parameters:
  ///   - loop: the loop to run on; `nil` is the shared one.
  ///   - origin: what requests say of the server.
  ///   - configuration: limits and pauses.
  ///   - route: how the server is found and reached.
  init(
    loop: EventLoop?, origin: Origin, configuration: ChannelConfiguration, route: Route
  ) throws(TransportError) {
    let loop = if let loop { loop } else { try ClientLoop.shared.get() }
    core = ChannelCore(loop: loop, origin: origin, configuration: configuration, route: route)
    life = ChannelLife(core: core)
    ProcessDirectory.shared.enter(core)
    prepare = nil
    plans = MethodPlans(configuration.service)
    interceptors = nil
  }

  private init(
    sharing other: Channel, prepare: Preparation?, plans: MethodPlans?,
    interceptors: ClientInterceptors?
  ) {
    core = other.core
    life = other.life
    self.prepare = prepare
    self.plans = plans
    self.interceptors = interceptors
  }

  /// The same connection, with calls that `prepare` has filled in before.
  public func preparing(_ prepare: @escaping Preparation) -> Channel {
    let first = self.prepare
    return Channel(
      sharing: self,
      prepare: { method, options in
        first?(method, &options)
        prepare(method, &options)
      }, plans: plans, interceptors: interceptors)
  }

  /// The same connection, with what a service config says of methods, unless the channel was made
  /// with one that says anything of them. How calls are spread over servers stays as it is.
  public func defaulting(to config: ServiceConfig) -> Channel {
    Channel(
      sharing: self, prepare: prepare, plans: plans ?? MethodPlans(config),
      interceptors: interceptors)
  }

  /// The same connection, with calls before which an interceptor stands: inside of those that stand
  /// there already, so it sees later than they what the caller sends, and sooner what comes back.
  ///
  /// - Parameters:
  ///   - interceptor: the interceptor.
  ///   - scope: before which methods it stands.
  public func intercepting(
    _ interceptor: some ClientInterceptor, in scope: InterceptorScope = .all
  ) -> Channel {
    Channel(
      sharing: self, prepare: prepare, plans: plans,
      interceptors: interceptors?.with(interceptor, in: scope)
        ?? ClientInterceptors(interceptor, in: scope))
  }

  /// Makes a unary call.
  ///
  /// - Parameters:
  ///   - method: the method, from generated code.
  ///   - request: the message.
  ///   - options: deadline, metadata.
  /// - Returns: the answer's message.
  /// - Throws: `Status`, whatever went wrong.
  public func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request,
    options: CallOptions = CallOptions()
  ) async throws -> Response {
    try await response(method, request, options: options).message
  }

  /// Makes a unary call, and returns the metadata of the answer with it.
  ///
  /// - Throws: `Status`, whatever went wrong; its metadata are the trailers.
  public func response<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request,
    options: CallOptions = CallOptions()
  ) async throws -> UnaryResponse<Response> {
    // The channel must not end before the call, whoever else has let go of it.
    defer { withExtendedLifetime(self) {} }
    let core = core
    let plans = plans
    let options = prepared(options, method.summary)
    let deadline = core.deadline(options)
    let interceptors = interceptors
    return try await core.loop.run {
      if let interceptors {
        return try await interceptors.unary(
          core, method, request, options, plans: plans, deadline: deadline)
      }
      return try await core.unary(method, request, options, plans: plans, deadline: deadline)
    }
  }

  /// Makes a call that is answered by a stream. It is sent when the first message is asked for.
  public func serverStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request,
    options: CallOptions = CallOptions()
  ) -> ResponseStream<Response> {
    ResponseStream(channel: self, handle: CallHandle(call(method, options, request: request)))
  }

  /// Makes a call whose request is a stream. It is sent when the first message is written, or the
  /// answer is asked for.
  public func clientStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, options: CallOptions = CallOptions()
  ) -> ClientStreamCall<Request, Response> {
    ClientStreamCall(channel: self, handle: CallHandle(call(method, options)))
  }

  /// Makes a call with a stream each way. It is sent when the first message is written, or the
  /// answer is asked for.
  public func bidirectional<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, options: CallOptions = CallOptions()
  ) -> BidirectionalCall<Request, Response> {
    BidirectionalCall(channel: self, handle: CallHandle(call(method, options)))
  }

  /// Runs `body` on the channel's own loop and returns to where the caller was. Calls that are made
  /// there need no change of threads, which is most of what a small call costs. Like a handler on a
  /// server's loop, `body` must never block.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await core.loop.run(body)
  }

  /// Ends the channel, and all that share its connection: calls that run may end, new ones fail.
  public func close() {
    life.end()
  }

  private func call<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ options: CallOptions, request: Request? = nil
  ) -> RetriableCall<Response> {
    let options = prepared(options, method.summary)
    return RetriableCall(
      core: core, method: method.summary, options: options, plans: plans,
      interceptors: interceptors, deadline: core.deadline(options), request: request)
  }

  private func prepared(_ options: CallOptions, _ method: MethodSummary) -> CallOptions {
    guard let prepare else { return options }
    var options = options
    prepare(method, &options)
    return options
  }
}
