public import LintasProtobuf
internal import LintasTransport

/// A client's way to one server.
///
/// It connects when the first call needs it, shares one HTTP/2 connection among all callers, and
/// connects anew when that one is gone. There is nothing to start and no loop to look after: calls
/// may come from any task, on any thread. A channel that is let go ends its connection when its
/// calls have ended.
public final class Channel: Sendable {
  let core: ChannelCore
  private let ownsLoop: Bool

  /// A channel whose connections `dial` makes.
  ///
  /// - Parameters:
  ///   - loop: the loop to run on; `nil` starts one for this channel alone.
  ///   - origin: what requests say of the server.
  ///   - configuration: limits and pauses.
  ///   - dial: makes a connection; called on the loop.
  init(
    loop: EventLoop?, origin: Origin, configuration: ChannelConfiguration,
    dial: @escaping ChannelCore.Dial
  ) throws(TransportError) {
    ownsLoop = loop == nil
    let loop = if let loop { loop } else { try EventLoop.start(name: "lintas-client") }
    core = ChannelCore(loop: loop, origin: origin, configuration: configuration, dial: dial)
  }

  deinit {
    let core = core
    let ownsLoop = ownsLoop
    core.loop.execute {
      core.close()
      if ownsLoop { core.loop.stop() }
    }
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
    let core = core
    let deadline = core.deadline(options)
    return try await core.loop.run {
      try await core.unary(method, request, options, deadline: deadline)
    }
  }

  /// Makes a call that is answered by a stream. It is sent when the first message is asked for.
  public func serverStream<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request,
    options: CallOptions = CallOptions()
  ) -> ResponseStream<Response> {
    let core = core
    let deadline = core.deadline(options)
    let cursor = ResponseCursor<Response>(loop: core.loop) {
      try await core.start(method, request, options, deadline: deadline)
    }
    return ResponseStream(channel: self, cursor: cursor)
  }

  /// Ends the channel: calls that run may end, new ones fail.
  public func close() {
    let core = core
    core.loop.execute { core.close() }
  }
}
