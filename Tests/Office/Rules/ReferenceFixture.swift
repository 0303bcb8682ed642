internal import Foundation
package import LintasOffice

/// The reference data of Way Kanan as shipped, read from the repository's file.
package enum ReferenceFixture {
  /// The text of the file.
  package static let text: String = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "../../../ReferenceData/way-kanan.txt")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The rules that the file makes.
  package static func book() throws -> ReferenceBook {
    try ReferenceBook(ReferenceFile.parse(text))
  }
}
