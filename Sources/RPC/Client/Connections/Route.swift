internal import LintasTransport

/// How a channel finds its server and reaches it.
struct Route: Sendable {
  /// Finds out where the server is. Run on the loop.
  typealias Resolve =
    @Sendable (EventLoop) async throws(TransportError) -> [Endpoint]

  /// Makes a connection to the first of some endpoints that answers, and tells the link what came
  /// of it. Run on the loop; the limits are those of the channel as they are now.
  typealias Dial = @Sendable (EventLoop, [Endpoint], TransportLimits, SubchannelLink) async -> Void

  /// The endpoints, in the order in which to try them.
  let resolve: Resolve
  /// Connects.
  let dial: Dial

  /// A route over TLS.
  ///
  /// - Parameters:
  ///   - tls: a client's context.
  ///   - serverName: the name that the server's certificate must bear.
  ///   - resolve: where the server is.
  static func tls(_ tls: TLSContext, serverName: String, resolve: @escaping Resolve) -> Route {
    Route(resolve: resolve) { loop, endpoints, limits, link in
      let addresses = endpoints.compactMap { endpoint in
        if case .socket(let address) = endpoint { address } else { nil }
      }
      do throws(TransportError) {
        _ = try await Dialer.connect(
          to: addresses, tls: tls, serverName: serverName, on: loop, limits: limits,
          handler: link)
      } catch {
        link.failed(error)
      }
    }
  }
}
