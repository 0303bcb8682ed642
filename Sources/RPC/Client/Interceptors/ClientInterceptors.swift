internal import LintasProtobuf
internal import LintasTransport

/// The interceptors of a channel, the outermost first. There is at least one.
struct ClientInterceptors: Sendable {
  private var entries: [(scope: InterceptorScope, interceptor: any ClientInterceptor)]

  /// The first interceptor of a channel.
  init(_ interceptor: any ClientInterceptor, in scope: InterceptorScope) {
    entries = [(scope, interceptor)]
  }

  /// These, and one more inside of them.
  func with(_ interceptor: any ClientInterceptor, in scope: InterceptorScope) -> ClientInterceptors
  {
    var all = self
    all.entries.append((scope, interceptor))
    return all
  }

  /// Asks those that stand before a method.
  ///
  /// - Returns: who watches the call; `nil` if nobody does.
  /// - Throws: how the call ends. Whoever let it begin has been told.
  nonisolated(nonsending) func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> ClientObservers? {
    var observers: [any CallObserver] = []
    for entry in entries where entry.scope.contains(method) {
      do {
        if let observer = try await entry.interceptor.begin(method, &options) {
          observers.append(observer)
        }
      } catch {
        throw ClientObservers(observers).ended(with: error)
      }
    }
    return observers.isEmpty ? nil : ClientObservers(observers)
  }

  /// Makes a unary call before which they stand.
  nonisolated(nonsending) func unary<Request: Message, Response: Message>(
    _ core: ChannelCore, _ method: MethodDescriptor<Request, Response>, _ request: Request,
    _ options: CallOptions, plans: MethodPlans?, deadline: MonotonicTime
  ) async throws -> UnaryResponse<Response> {
    var options = options
    let observers = try await begin(method.summary, &options)
    let deadline = min(deadline, core.deadline(options))
    guard let observers else {
      return try await core.unary(method, request, options, plans: plans, deadline: deadline)
    }
    do {
      var request = request
      try observers.request(&request)
      let response = try await core.unary(
        method, request, options, plans: plans, deadline: deadline)
      observers.head(response.metadata)
      var message = response.message
      try observers.response(&message)
      observers.end(Status(.ok, "", details: [], metadata: response.trailers))
      return UnaryResponse(
        message: message, metadata: response.metadata, trailers: response.trailers,
        isCompressed: response.isCompressed)
    } catch {
      throw observers.ended(with: error)
    }
  }
}
