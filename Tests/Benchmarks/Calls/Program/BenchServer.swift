internal import BenchCallsService
internal import Glibc
internal import LintasRPC
internal import LintasTransport

/// The server that is measured.
enum BenchServer {
  /// Serves on a free port of the loopback until the process is killed.
  static func serve(certificate: String, key: String, loops: Int) async throws {
    var router = Router(door: OpenDoor())
    router.register(BenchDesk())
    var configuration = ServerConfiguration()
    configuration.loops = loops
    let tls = try TLSContext.server(.files(chain: certificate, key: key))
    guard let address = SocketAddress(literal: "127.0.0.1", port: 0) else { return }
    try await GRPCServer.run(router: router, configuration: configuration) { server in
      print(try server.listen(on: address, tls: tls))
      fflush(nil)
      try await Task.sleep(for: .seconds(24 * 60 * 60))
    }
  }
}
