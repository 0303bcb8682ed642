internal import Glibc

/// A name under which a server is reached, as a certificate lists it (RFC 5280 section 4.2.1.6).
package enum AlternativeName: Sendable, Hashable {
  /// A host name, or `*.` and a domain.
  case dns(String)
  /// An address in the usual notation of IPv4 or IPv6.
  case ip(String)

  /// Tells an address from a host name: `127.0.0.1`, `::1`, `localhost`.
  package init(_ text: String) {
    self = Self.isAddress(text) ? .ip(text) : .dns(text)
  }

  /// The entry in OpenSSL's notation. Everything that could be read as more than one entry is
  /// refused here: a host name is letters, digits, hyphens and dots (RFC 1123 section 2.1).
  func entry() throws(CryptoError) -> String {
    switch self {
    case .dns(let name):
      guard Self.isHostName(name) else {
        throw CryptoError("alternative name", "\"\(name)\" is no host name")
      }
      return "DNS:\(name)"
    case .ip(let address):
      guard Self.isAddress(address) else {
        throw CryptoError("alternative name", "\"\(address)\" is no address")
      }
      return "IP:\(address)"
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    var storage = in6_addr()
    return inet_pton(AF_INET, text, &storage) == 1 || inet_pton(AF_INET6, text, &storage) == 1
  }

  private static func isHostName(_ text: String) -> Bool {
    let name = text.hasPrefix("*.") ? text.utf8.dropFirst(2) : text.utf8[...]
    guard (1...253).contains(name.count) else { return false }
    let hyphen = UInt8(ascii: "-")
    return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      (1...63).contains($0.count) && $0.first != hyphen && $0.last != hyphen
        && $0.allSatisfy { byte in
          byte == hyphen || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
    }
  }
}
