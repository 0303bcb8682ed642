/// Whose symbols may be called where: each C library has one Swift room that speaks to it.
public enum Boundaries {
  private struct Boundary {
    let prefix: String
    let rooms: [String]
  }

  private static let boundaries: [Boundary] = [
    Boundary(prefix: "SSL_", rooms: ["Sources/Transport/", "Sources/C/"]),
    Boundary(prefix: "EVP_", rooms: ["Sources/Crypto/", "Sources/C/"]),
    Boundary(prefix: "nghttp2_", rooms: ["Sources/Transport/", "Sources/C/"]),
    Boundary(prefix: "epoll_", rooms: ["Sources/Transport/", "Sources/C/"]),
    Boundary(prefix: "mdb_", rooms: ["Sources/Store/", "Sources/C/", "Tests/Benchmarks/"]),
    Boundary(
      prefix: "protobuf_c_",
      rooms: ["Sources/Protobuf/", "Sources/C/", "Tests/Protobuf/", "Sources/Tools/"]),
  ]

  /// Checks one file.
  public static func check(_ file: SourceFile) -> [Finding] {
    guard file.isSwift else { return [] }
    var findings: [Finding] = []
    for boundary in boundaries where !boundary.rooms.contains(where: file.path.hasPrefix) {
      for (index, line) in file.code.enumerated() where calls(line, boundary.prefix) {
        findings.append(
          Finding(
            path: file.path, line: index + 1,
            message: "\(boundary.prefix)… belongs to \(boundary.rooms[0]): go through its types"))
      }
    }
    return findings
  }

  private static func calls(_ line: Substring, _ prefix: String) -> Bool {
    guard let range = line.firstRange(of: prefix) else { return false }
    guard range.lowerBound != line.startIndex else { return true }
    let before = line[line.index(before: range.lowerBound)]
    return !(before.isLetter || before.isNumber || before == "_")
  }
}
