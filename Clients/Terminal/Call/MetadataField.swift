internal import ArgumentParser
internal import Foundation
internal import LintasRPC

/// A field to send beside a request, typed as `KEY:VALUE`.
struct MetadataField: Equatable {
  /// The name, in lower case.
  let name: String
  /// What it holds: text, or for a name that ends in `-bin` bytes.
  let value: [UInt8]

  /// Whether it holds bytes.
  var isBinary: Bool { name.hasSuffix("-bin") }

  /// Adds the field to others.
  func add(to metadata: inout Metadata) {
    if isBinary {
      metadata.append(name, bytes: value)
    } else {
      metadata.append(name, String(decoding: value, as: UTF8.self))
    }
  }
}

extension MetadataField: ExpressibleByArgument {
  /// Reads `KEY:VALUE`; nil if HTTP/2 or gRPC does not allow the name, if the text is not visible
  /// ASCII, or if bytes are not base 64.
  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    name = parts[0].lowercased()
    let text = parts[1].trimmingCharacters(in: .whitespaces)
    guard Metadata.isValid(name: name) else { return nil }
    if name.hasSuffix("-bin") {
      guard let bytes = Data(base64Encoded: text) else { return nil }
      value = Array(bytes)
    } else {
      value = Array(text.utf8)
      guard value.allSatisfy({ $0 >= 0x20 && $0 <= 0x7e }) else { return nil }
    }
  }
}
