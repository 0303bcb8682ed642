internal import ArgumentParser
internal import Glibc
internal import InteropServices
internal import LintasRPC
internal import LintasTransport

/// A server of `grpc.testing.TestService`, for the interoperability clients of any gRPC
/// implementation. It takes the flags that such servers have.
@main
struct InteropServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "InteropServer",
    abstract: "Serves grpc.testing.TestService over TLS, until it is ended by a signal.",
    discussion: """
      Prints one line "InteropServer: listening on HOST:PORT" when it is ready. Lintas speaks TLS \
      only, and carries no test certificates: give files of your own.
      """)

  @Option(name: .customLong("port"), help: "The port; 0 lets the system choose one.")
  var port: UInt16 = 0

  @Option(name: .customLong("address"), help: "The literal of the address to listen on.")
  var address = "127.0.0.1"

  @Option(name: .customLong("use_tls"), help: "Only true: there is no server without TLS.")
  var usesTLS = true

  @Option(
    name: [.customLong("tls_cert_file"), .customLong("tls-cert-file")],
    help: "The certificate chain, a PEM file.")
  var certificates = ""

  @Option(
    name: [.customLong("tls_key_file"), .customLong("tls-key-file")], help: "Its key, a PEM file.")
  var key = ""

  @Option(name: .customLong("use_alts"), help: "Only false: ALTS is not served.")
  var usesALTS = false

  @Option(name: .customLong("custom_credentials_type"), help: "Refused: there are none.")
  var credentials = ""

  func validate() throws {
    guard usesTLS else {
      throw ValidationError("Lintas speaks TLS only: --use_tls=false cannot be served")
    }
    guard !usesALTS, credentials.isEmpty else {
      throw ValidationError("Lintas serves TLS; it has no ALTS and no custom credentials")
    }
    guard !certificates.isEmpty, !key.isEmpty else {
      throw ValidationError("a server needs --tls_cert_file and --tls_key_file, two PEM files")
    }
    guard SocketAddress(literal: address, port: port) != nil else {
      throw ValidationError("--address is the literal of an address, such as 127.0.0.1 or ::")
    }
  }

  func run() throws {
    guard let place = SocketAddress(literal: address, port: port) else { return }
    let tls = try TLSContext.server(.files(chain: certificates, key: key))
    let server = try GRPCServer(router: router())
    let chosen = try server.listen(on: place, tls: tls)
    print("InteropServer: listening on \(chosen)")
    fflush(nil)
    // The loops serve; a signal ends the process.
    while true { pause() }
  }

  private func router() -> Router<Visitor> {
    let board = LoadBoard()
    let desk = TestDesk(load: board)
    var router = Router(door: OpenDoor())
    // One by one, and not as a whole: the server must not know `UnimplementedCall`.
    router.unary(TestServiceMethods.emptyCall, desk.emptyCall)
    router.unary(TestServiceMethods.unaryCall, desk.unaryCall)
    router.unary(TestServiceMethods.cacheableUnaryCall, desk.cacheableUnaryCall)
    router.serverStream(TestServiceMethods.streamingOutputCall, desk.streamingOutputCall)
    router.clientStream(TestServiceMethods.streamingInputCall, desk.streamingInputCall)
    router.bidirectional(TestServiceMethods.fullDuplexCall, desk.fullDuplexCall)
    router.bidirectional(TestServiceMethods.halfDuplexCall, desk.halfDuplexCall)
    router.register(LoadDesk(board: board))
    return router
  }
}
