internal import DaemonControl
internal import Foundation
internal import LintasClient
internal import LintasRPC

/// Where everybody reaches the server, each over a connection of their own.
struct Counter: Sendable {
  /// `127.0.0.1:PORT`.
  let address: String
  /// PEM file of the authority to trust.
  let authority: String

  /// What every unary call is given.
  var options: CallOptions { CallOptions(timeout: .seconds(120)) }

  /// The counter of a running server.
  init(_ daemon: Daemon) throws {
    guard let address = daemon.address else {
      throw DemoFailure(description: "the server does not run")
    }
    self.address = address
    authority = daemon.authority.path
  }

  /// A connection for somebody with a session, or for anybody without.
  func client(token: String?) throws -> LintasClient {
    try LintasClient(
      address, trust: .authority(file: authority),
      identity: token.map { .session($0) } ?? .nobody, language: "id")
  }
}
