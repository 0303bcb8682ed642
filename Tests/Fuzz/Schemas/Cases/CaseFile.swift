public import Foundation

/// The inputs that schemas.py made, and the file of our answers.
public enum CaseFile {
  /// What an input is.
  public enum Form: UInt8, Sendable {
    /// An encoding.
    case binary = 0
    /// JSON.
    case json = 1
  }

  /// What we make of one input: nil for what we refuse.
  public struct Answer: Sendable {
    /// Our encoding of what we read.
    public var encoded: [UInt8]?
    /// Our JSON of what we read.
    public var json: [UInt8]?

    /// An answer.
    public init(encoded: [UInt8]? = nil, json: [UInt8]? = nil) {
      self.encoded = encoded
      self.json = json
    }
  }

  /// The file of inputs is not as it should be, or names a message that there is not.
  public struct Malformed: Error {
    /// A fault of the file.
    public init() {}
  }

  /// Asks for an answer to each input in `folder`/cases and writes them to `folder`/answers.
  /// Returns their number.
  public static func answer(
    in folder: URL, with answer: (_ name: String, Form, _ input: [UInt8]) throws -> Answer
  ) throws -> Int {
    var rest = [UInt8](try Data(contentsOf: folder.appendingPathComponent("cases")))[...]
    func taken(_ count: Int) throws -> ArraySlice<UInt8> {
      guard count <= rest.count else { throw Malformed() }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    var answers = Data()
    var count = 0
    while let length = rest.popFirst() {
      let name = String(decoding: try taken(Int(length)), as: UTF8.self)
      guard let form = try taken(1).first.flatMap(Form.init) else { throw Malformed() }
      let size = try taken(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let given = try answer(name, form, Array(try taken(size)))
      append(given.encoded, to: &answers)
      append(given.json, to: &answers)
      count += 1
    }
    try answers.write(to: folder.appendingPathComponent("answers"))
    return count
  }

  /// A byte that says whether there is something, its length in four bytes, and it.
  private static func append(_ bytes: [UInt8]?, to data: inout Data) {
    data.append(bytes == nil ? 0 : 1)
    withUnsafeBytes(of: UInt32(bytes?.count ?? 0).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: bytes ?? [])
  }
}
