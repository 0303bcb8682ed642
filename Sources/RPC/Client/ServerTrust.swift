internal import LintasTransport

/// Whose certificates a client believes.
public struct ServerTrust: Sendable {
  /// The same for the transport.
  let transport: TLSTrust

  /// The authorities that the machine's owner has installed.
  public static var system: ServerTrust { ServerTrust(transport: .system) }

  /// The authorities in a file of PEM certificates, and no others.
  public static func authority(file path: String) -> ServerTrust {
    ServerTrust(transport: .file(path))
  }

  /// The authorities in PEM text, and no others.
  public static func authority(pem text: [UInt8]) -> ServerTrust {
    ServerTrust(transport: .pem(text))
  }
}
