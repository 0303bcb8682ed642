internal import Foundation
internal import LintasProtobuf
internal import LintasStandard
internal import SchemaBuilders
internal import SchemaCases
internal import Schemas

/// `SchemaJudge FOLDER`: answers what schemas.py asks in FOLDER with generated message types, and
/// writes what the generated builders build.
@main
struct SchemaJudge {
  private static let types = [LintasStandardTypes.all, SchemasTypes.all]

  static func main() throws {
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    let kinds = Dictionary(
      uniqueKeysWithValues: Builders.kinds.map { ($0.messageName, $0) })
    _ = try CaseFile.answer(in: folder) { name, form, input in
      guard let kind = kinds[name] else { throw CaseFile.Malformed() }
      return answer(form, input, as: kind)
    }
    var built = Data()
    for build in Builders.all {
      let bytes = build()
      withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { built.append(contentsOf: $0) }
      built.append(contentsOf: bytes)
    }
    try built.write(to: folder.appendingPathComponent("built"))
  }

  private static func answer<Kind: Message>(
    _ form: CaseFile.Form, _ input: [UInt8], as kind: Kind.Type
  ) -> CaseFile.Answer {
    let read =
      switch form {
      case .binary: try? Kind(decoding: input)
      case .json: try? Kind(json: input, options: JSONDecodingOptions(types: types))
      }
    guard let message = read else { return CaseFile.Answer() }
    let json = try? message.jsonBytes(options: JSONEncodingOptions(types: types))
    return CaseFile.Answer(encoded: message.encoded(), json: json)
  }
}
