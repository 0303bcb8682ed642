internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// JSON that means harm: what it is, of which message, and what the reader should answer.
struct HostileText: Sendable, CustomTestStringConvertible {
  let name: String
  /// The fault; nil if the text is JSON of the message after all.
  let answer: JSONDecodingError.Reason?
  let table: MessageTable
  let make: @Sendable (Int) -> [UInt8]

  var testDescription: String { name }

  init(
    _ name: String, _ answer: JSONDecodingError.Reason?, _ table: MessageTable = Mixture._table,
    _ make: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.name = name
    self.answer = answer
    self.table = table
    self.make = make
  }

  /// The text. A build for debugging reads 256 KiB where 4 MiB prove nothing more.
  var bytes: [UInt8] {
    #if DEBUG
    return make(answer == .overBudget ? HostileInput.largest : HostileInput.largest / 16)
    #else
    return make(HostileInput.largest)
    #endif
  }

  /// As many copies of a piece as fit into `most` bytes, with something around them; of a piece
  /// that ends with a comma the last goes without.
  static func flood(_ most: Int, _ head: String, _ piece: String, _ tail: String) -> [UInt8] {
    let head = [UInt8](head.utf8)
    var middle = HostileInput.flood(most - head.count - tail.utf8.count, [UInt8](piece.utf8))
    if middle.last == UInt8(ascii: ",") { middle.removeLast() }
    return head + middle + Array(tail.utf8)
  }

  /// As many pieces as fit, each made of its number.
  static func flood(
    _ most: Int, _ head: String, _ tail: String, _ piece: (Int) -> String
  ) -> [UInt8] {
    let head = [UInt8](head.utf8)
    var middle = HostileInput.flood(most - head.count - tail.utf8.count) { [UInt8](piece($0).utf8) }
    if middle.last == UInt8(ascii: ",") { middle.removeLast() }
    return head + middle + Array(tail.utf8)
  }
}

extension HostileText {
  static let all = nesting + numbers + strings + members + lists + contents

  private static let nesting = [
    HostileText("open lists in a value", .tooDeep) { flood($0, #"{"value":"#, "[", "") },
    HostileText("open objects in a value", .tooDeep) { flood($0, #"{"value":"#, #"{"a":"#, "") },
    HostileText("open lists in an unknown member", .tooDeep) { flood($0, #"{"x":"#, "[", "") },
    HostileText("open objects in an unknown member", .tooDeep) {
      flood($0, #"{"x":"#, #"{"a":"#, "")
    },
    HostileText("open messages", .tooDeep) { flood($0, "", #"{"inner":"#, "") },
    HostileText("lists 40 deep, again and again", .overBudget) {
      let list = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
      return flood($0, #"{"values":["#, list + ",", "]}")
    },
    HostileText("spaces", .endTooEarly) { flood($0, "", " ", "") },
    HostileText("closing brackets", .notObject) { flood($0, "", "]", "") },
  ]

  private static let numbers = [
    HostileText("a whole number of 4 MiB", .outOfRange) { flood($0, #"{"tone":1"#, "0", "}") },
    HostileText("zeros and a whole number", nil) { flood($0, #"{"tone":0."#, "0", "}") },
    HostileText("a double of 4 MiB", .outOfRange) { flood($0, #"{"value":1"#, "7", "}") },
    HostileText("a double of 4 MiB behind the point", nil) {
      flood($0, #"{"doubleValue":0."#, "7", "}")
    },
    HostileText("a float of 4 MiB in quotes", nil) {
      flood($0, #"{"floatValue":"1."#, "0", #"1"}"#)
    },
    HostileText("1e999999999", .outOfRange) { _ in [UInt8](#"{"value":1e999999999}"#.utf8) },
    HostileText("1e-999999999", nil) { _ in [UInt8](#"{"value":1e-999999999}"#.utf8) },
    HostileText("an exponent of 4 MiB", .outOfRange) { flood($0, #"{"tone":1e"#, "9", "}") },
    HostileText("an exponent of 4 MiB below zero", .notWhole) {
      flood($0, #"{"tone":1e-"#, "9", "}")
    },
    HostileText("a list of 1e999999999", .outOfRange) {
      flood($0, #"{"tones":["#, "1e999999999,", "]}")
    },
    HostileText("doubles of 17 digits", nil) {
      flood($0, #"{"values":["#, "1.2345678901234567,", "]}")
    },
  ]

  private static let strings = [
    HostileText("escapes", nil) { flood($0, #"{"renamed":""#, #"\n"#, #""}"#) },
    HostileText("escapes of six characters", nil) {
      flood($0, #"{"renamed":""#, #"\u0041"#, #""}"#)
    },
    HostileText("pairs of surrogates", nil) {
      flood($0, #"{"renamed":""#, #"\ud83d\ude00"#, #""}"#)
    },
    HostileText("an escape after every character", nil) {
      flood($0, #"{"renamed":""#, #"a\""#, #""}"#)
    },
    HostileText("a string without an end", .endTooEarly) { flood($0, #"{"renamed":""#, "a", "") },
    HostileText("backslashes without an end", .endTooEarly) {
      flood($0, #"{"renamed":""#, #"\\"#, "")
    },
    HostileText("a name of 4 MiB", nil) { flood($0, #"{""#, "a", #"":1}"#) },
    HostileText("text beyond ASCII", nil) { flood($0, #"{"renamed":""#, "é☺😈", #""}"#) },
    HostileText("4 MiB, the last byte not UTF-8", .invalidUTF8) {
      flood($0, #"{"renamed":""#, "é", #""}"#) + [0xff]
    },
    HostileText("base 64", nil) { flood($0, #"{"bytesValue":""#, "AAAA", #""}"#) },
    HostileText("base 64, the last byte wrong", .notBase64) {
      flood($0, #"{"bytesValue":""#, "AAAA", #"AAA!"}"#)
    },
    HostileText("a time of 4 MiB", .notMoment) {
      flood($0, #"{"madeAt":"2000-01-01T00:00:00."#, "0", #"Z"}"#)
    },
    HostileText("a mask of capitals", nil) { flood($0, #"{"mask":""#, "A", #""}"#) },
    HostileText("a mask of commas", .notMask) { flood($0, #"{"mask":""#, ",", #""}"#) },
    HostileText("a mask of short paths", .overBudget) { flood($0, #"{"mask":"a"#, ",a", #""}"#) },
  ]

  private static let members = [
    HostileText("one field again and again", .fieldTwice, Wide._table) {
      flood($0, "{", #""field1":1,"#, "}")
    },
    HostileText("unknown members of a wide message", nil, Wide._table) {
      flood($0, "{", #""f":0,"#, "}")
    },
    HostileText("unknown members that begin as known ones", nil, Wide._table) {
      flood($0, "{", #""field999":0,"#, "}")
    },
    HostileText("keys of a map", nil) { flood($0, #"{"shades":{"#, "}}") { "\"k\($0)\":1," } },
    HostileText("one key of a map", .keyTwice) { flood($0, #"{"shades":{"#, #""k":1,"#, "}}") },
    HostileText("keys of a map, one twice", .keyTwice) {
      flood($0, #"{"shades":{"#, #","k0":1}}"#) { "\"k\($0)\":1," }
    },
    HostileText("keys of an object", nil) {
      flood($0, #"{"details":{"#, "}}") { "\"\($0)\":1," }
    },
    HostileText("entries whose values are ignored", nil) {
      flood($0, #"{"shades":{"#, #""k":"NO","#, "}}")
    },
    HostileText("nulls", .fieldTwice) { flood($0, "{", #""tone":null,"#, "}") },
  ]

  private static let lists = [
    HostileText("empty messages in a list", .overBudget) {
      flood($0, #"{"contents":["#, "{},", "]}")
    },
    HostileText("empty strings in a list", .overBudget) {
      flood($0, #"{"secrets":["#, "\"\",", "]}")
    },
    HostileText("zeros in a list", nil) { flood($0, #"{"tones":["#, "0,", "]}") },
    HostileText("nulls in a list of values", nil) {
      flood($0, #"{"values":["#, "null,", "]}")
    },
    HostileText("names of enums that are ignored", nil) {
      flood($0, #"{"tones":["#, #""NO","#, "]}")
    },
  ]

  private static let contents = [
    HostileText("contents side by side, the type last", nil) {
      flood($0, #"{"contents":["#, #"{"note":"","@type":"a/lintas.test.v1.Step"},"#, "]}")
    },
    HostileText("contents within contents, the type last", nil) {
      let padding = [UInt8](
        flood($0 / 2, #"{"note":""#, "a", #"","@type":"a/lintas.test.v1.Step"}"#))
      var text = padding
      for _ in 0..<45 {
        text =
          [UInt8](#"{"value":"#.utf8) + text + Array(#","@type":"a/google.protobuf.Any"}"#.utf8)
      }
      return [UInt8](#"{"content":"#.utf8) + text + [0x7d]
    },
    HostileText("contents within contents, each with a list", .overBudget) { most in
      let list = flood(most / 41, #""values":["#, "null,", "],")
      var text = [UInt8]("{}".utf8)
      for _ in 0..<40 {
        text =
          [UInt8](#"{"@type":"a/lintas.test.v1.Mixture","#.utf8) + list
          + Array(#""content":"#.utf8) + text + [0x7d]
      }
      return [UInt8](#"{"content":"#.utf8) + text + [0x7d]
    },
    HostileText("types again and again", .fieldTwice) {
      flood($0, #"{"content":{"#, #""@type":"a/lintas.test.v1.Step","#, "}}")
    },
    HostileText("types in objects of a value, none in the content", .noType) {
      flood($0, #"{"content":{"value":["#, #"{"a":1,"@type":""},"#, "]}}")
    },
    HostileText("a type of escapes", .unknownType) {
      flood($0, #"{"content":{"@type":""#, #"\u0041"#, #""}}"#)
    },
  ]
}
