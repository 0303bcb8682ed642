internal import ArgumentParser

/// Flags that interoperability clients have and that cannot be served here: they are for cases that
/// need an account in a cloud.
struct CloudFlags: ParsableArguments {
  @Option(name: .customLong("default_service_account"), help: "Refused.")
  var account = ""

  @Option(name: .customLong("oauth_scope"), help: "Refused.")
  var scope = ""

  @Option(name: .customLong("service_account_key_file"), help: "Refused.")
  var key = ""

  @Option(name: .customLong("custom_credentials_type"), help: "Refused.")
  var credentials = ""

  @Option(name: .customLong("use_alts"), help: "Only false.")
  var usesALTS = false

  mutating func validate() throws {
    guard account.isEmpty, scope.isEmpty, key.isEmpty, credentials.isEmpty, !usesALTS else {
      throw ValidationError(
        "Lintas authenticates servers by TLS; it has no credentials of a cloud and no ALTS")
    }
  }
}
