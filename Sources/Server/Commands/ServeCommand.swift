package import ArgumentParser
internal import Glibc

/// `lintasd serve`: answers calls until it is told to stop.
package struct ServeCommand: ParsableCommand {
  /// Name and help of the command.
  package static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the office.",
    discussion: """
      Prints one line "lintasd: listening on HOST:PORT" when it is ready, with all addresses if
      there are several. SIGHUP reads certificates and keys anew; calls that run go on. SIGTERM or
      SIGINT lets running calls finish and ends the process with 0; a second one ends it at once.
      """)

  @Option(help: "Folder of the office's data.") var data: String?
  @Option(
    help: ArgumentHelp(
      """
      HOST:PORT to listen on, or unix:PATH, always with TLS; as often as wanted. Port 0 lets the
      system choose. (127.0.0.1:7443)
      """))
  var listen: [String] = []
  @Option(help: "Who may connect to Unix sockets, in octal as for chmod. (600)")
  var socketMode: String?
  @Option(help: "PEM file of the server's certificate chain. (DATA/server.pem)")
  var certificate: String?
  @Option(help: "PEM file of the server's key. (DATA/server-key.pem)") var key: String?
  @Option(help: "Client certificates: off, optional or required. (off; optional with an authority)")
  var clientCertificates: String?
  @Option(help: "PEM file of the authorities whose client certificates are valid.")
  var clientAuthority: String?
  @Option(help: "Event loops. (one a processor)") var loops: String?
  @Option(help: "Least level to log: trace, debug, info, notice, warning, error, critical. (info)")
  var logLevel: String?
  @Option(help: "Who is shown the contracts: anybody, administrators, nobody. (administrators)")
  var reflection: String?
  @Option(
    help: "Who is shown channels and sockets: anybody, administrators, nobody. (administrators)")
  var channelz: String?
  @Option(help: "A limit as NAME=NUMBER; as often as wanted. A wrong name lists them all.")
  var limit: [String] = []

  /// For the command line parser.
  package init() {}

  /// Runs the server on this thread's process until a signal ends it.
  package mutating func run() throws {
    var flags = ServerSettings.Flags()
    flags.data = data
    flags.listen = listen
    flags.socketMode = socketMode
    flags.clientCertificates = clientCertificates
    flags.clientAuthority = clientAuthority
    flags.certificate = certificate
    flags.key = key
    flags.loops = loops
    flags.logLevel = logLevel
    flags.reflection = reflection
    flags.channelz = channelz
    flags.limits = limit
    let settings = try ServerSettings(flags, processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    try LintasServer.serve(settings)
  }
}
