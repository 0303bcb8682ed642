/// Where a server listens: `HOST:PORT`, an IPv6 address in brackets. Port 0 lets the system choose.
package struct ListenAddress: Equatable, Sendable {
  /// Host name or address, without brackets.
  package let host: String
  /// Port; 0 lets the system choose.
  package let port: UInt16

  /// Its parts.
  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Nil unless the text has that shape.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.host = String(host)
    self.port = port
  }
}
