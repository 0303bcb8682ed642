internal import Foundation
internal import LintasMessages
internal import LintasProtobuf
internal import LintasStandard

/// The JSON of a request, and where it came from.
struct RequestText {
  /// What complaints call the place: a file's path, or nil for the command line.
  private let file: String?
  private let bytes: [UInt8]

  /// Reads what was typed: JSON, `@FILE`, or `-` for standard input.
  ///
  /// - Throws: `Complaint` if the file or the input cannot be read.
  init(_ argument: String) throws {
    switch argument {
    case "-":
      file = "-"
      bytes = Array(try Self.read("-") { try FileHandle.standardInput.readToEnd() ?? Data() })
    case _ where argument.hasPrefix("@"):
      let path = String(argument.dropFirst())
      file = path
      bytes = Array(try Self.read(path) { try Data(contentsOf: URL(filePath: path)) })
    default:
      file = nil
      bytes = Array(argument.utf8)
    }
  }

  /// The request of a type.
  ///
  /// - Throws: `Complaint` with line, column, field and reason if the text is no JSON of it.
  func message<Request: Message>(as type: Request.Type) throws -> Request {
    do {
      return try Request(json: bytes, options: JSONDecodingOptions(types: BuiltInTypes.all))
    } catch {
      let place = file.map { "\($0): " } ?? ""
      throw Complaint(
        id: "Permintaan bukan JSON dari \(Request.messageName): \(place)\(error).",
        en: "The request is no JSON of \(Request.messageName): \(place)\(error).")
    }
  }

  private static func read(_ path: String, _ body: () throws -> Data) throws -> Data {
    do {
      return try body()
    } catch {
      // The system ends its sentence itself, mostly.
      let reason = error.localizedDescription.trimmingCharacters(in: ["."])
      throw Complaint(
        id: "Permintaan \(path) tidak dapat dibaca: \(reason).",
        en: "The request \(path) cannot be read: \(reason).")
    }
  }
}
