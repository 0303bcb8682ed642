public import LintasRPC

/// A double of a whole service, for tests of what calls it. The generator writes one for each
/// service (`emit=doubles`): its methods are doubles that answer what a test says and note what was
/// asked.
///
/// ```swift
/// let greeter = GreeterDouble()
/// greeter.greet.answer(with: .with { $0.greeting = "Tabik pun!" })
/// try await GRPCServer.withChannel(to: greeter) { channel in
///   try await welcome(guests, through: GreeterClient(channel: channel))
/// }
/// #expect(greeter.greet.requests.map(\.name) == ["Wayan", "Sari"])
/// ```
///
/// The client that is tested is the real one over the real protocol, without a socket: deadlines,
/// metadata, cancellation, retries and back-pressure are those that it will meet.
public protocol ServiceDouble: Sendable {
  /// Has the service's methods answered by this double.
  func register(on router: inout Router<Visitor>)
}

extension Router where Caller == Visitor {
  /// Answers the calls of a service with its double.
  public mutating func register(_ double: some ServiceDouble) {
    double.register(on: &self)
  }
}

extension GRPCServer {
  /// Runs a server of doubles for as long as `body` takes, with a channel to it that stays in
  /// memory. Everybody may call; methods without a double are UNIMPLEMENTED. For interceptors, a
  /// door or settings, register the doubles on a router of your own.
  ///
  /// - Parameters:
  ///   - doubles: the services.
  ///   - body: has the calls made.
  /// - Throws: what `body` throws, or `TransportError` if a thread cannot be started.
  public static func withChannel<Result: Sendable>(
    to doubles: any ServiceDouble..., body: @Sendable (Channel) async throws -> Result
  ) async throws -> Result {
    var router = Router(door: OpenDoor())
    for double in doubles { double.register(on: &router) }
    return try await withChannel(to: router, body)
  }
}
