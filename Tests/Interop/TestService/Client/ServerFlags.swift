internal import ArgumentParser
internal import LintasRPC

/// The flags that say where the server is and how to reach it.
struct ServerFlags: ParsableArguments {
  @Option(name: .customLong("server_host"), help: "The host to connect to.")
  var host = "localhost"

  @Option(name: .customLong("server_port"), help: "The port.")
  var port: UInt16

  @Option(
    name: .customLong("server_host_override"),
    help: "The name that the server's certificate must bear, and that goes into :authority.")
  var name = ""

  @Option(name: .customLong("use_tls"), help: "Only true: Lintas speaks TLS only.")
  var usesTLS = true

  @Option(
    name: .customLong("use_test_ca"),
    help: "Whether to believe the authority of --ca_file instead of those of the machine.")
  var usesTestAuthority = false

  @Option(name: .customLong("ca_file"), help: "The authority to believe, a PEM file.")
  var authority = ""

  @Option(
    name: .customLong("service_config_json"), help: "What to do with calls: retries, deadlines.")
  var serviceConfig = ""

  @Option(
    name: .customLong("additional_metadata"),
    help: "Fields for every call, as name:value;name:value.")
  var metadata = ""

  mutating func validate() throws {
    guard usesTLS else {
      throw ValidationError("Lintas speaks TLS only: --use_tls=false cannot be served")
    }
    if usesTestAuthority && authority.isEmpty {
      throw ValidationError(
        "Lintas carries no test authority: give gRPC's ca.pem, or one of your own, as --ca_file")
    }
    _ = try fields()
  }

  /// Whose certificates are believed.
  var trust: ServerTrust { authority.isEmpty ? .system : .authority(file: authority) }

  /// What `--additional_metadata` says.
  func fields() throws -> Metadata {
    var fields = Metadata()
    for field in metadata.split(separator: ";") {
      let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, Metadata.isValid(name: parts[0]) else {
        throw ValidationError("\"\(field)\" is not of the form name:value")
      }
      if parts[0].hasSuffix("-bin") {
        fields.append(parts[0], bytes: Array(parts[1].utf8))
      } else {
        fields.append(parts[0], parts[1])
      }
    }
    return fields
  }
}
