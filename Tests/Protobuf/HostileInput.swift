internal import LintasProtobuf
internal import Testing

/// Bytes that mean harm: what they are, and what the decoder should answer.
struct HostileInput: Sendable, CustomTestStringConvertible {
  let name: String
  /// The fault; nil if the bytes are an encoding after all.
  let answer: DecodingError?
  let make: @Sendable (Int) -> [UInt8]

  var testDescription: String { name }

  init(
    _ name: String, _ answer: DecodingError?, _ make: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.name = name
    self.answer = answer
    self.make = make
  }

  /// The bytes. A build for debugging reads 1 MiB where 4 prove nothing more.
  var bytes: [UInt8] {
    #if DEBUG
    return make(answer == .overBudget ? Self.largest : Self.largest / 4)
    #else
    return make(Self.largest)
    #endif
  }

  /// The most that a call may send.
  static let largest = 4 << 20

  /// As many copies of a piece as fit into `most` bytes, with something behind them.
  static func flood(_ most: Int, _ piece: [UInt8], then last: [UInt8] = []) -> [UInt8] {
    let all = (most - last.count) / piece.count * piece.count
    var bytes = piece
    while bytes.count * 2 <= all { bytes += bytes }
    return bytes + bytes.prefix(all - bytes.count) + last
  }

  /// As many pieces as fit into `most` bytes, each made of its number.
  static func flood(_ most: Int, _ piece: (Int) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(most)
    var index = 0
    while true {
      let next = piece(index)
      if bytes.count + next.count > most { return bytes }
      bytes += next
      index += 1
    }
  }

  /// A field 30 in a field 30 and so on.
  static func nested(_ levels: Int, around core: [UInt8] = []) -> [UInt8] {
    var bytes = core
    for _ in 0..<levels { bytes = Wire.delimited(30, bytes) }
    return bytes
  }
}

extension HostileInput {
  /// The table, on the fields of `Sample`.
  static let all = nesting + lies + floods + runs + maps + merges

  private static let nesting = [
    HostileInput("100 messages in one another", nil) { _ in nested(100) },
    HostileInput("101 messages in one another", .tooDeep) { _ in nested(101) },
    HostileInput("10,000 messages in one another", .tooDeep) { _ in nested(10_000) },
    HostileInput("open groups", .tooDeep) { most in flood(most, Wire.tag(99, 3)) },
    HostileInput("50 groups, open and shut, again and again", nil) { most in
      flood(
        most, (0..<50).flatMap { _ in Wire.tag(99, 3) } + (0..<50).flatMap { _ in Wire.tag(99, 4) })
    },
    HostileInput("a group shut by another's end", .malformed) { _ in
      Wire.tag(99, 3) + Wire.tag(98, 4)
    },
    HostileInput("a group that is known as a message", nil) { most in
      flood(most, Wire.tag(7, 3) + Wire.varint(1, 1) + Wire.tag(7, 4))
    },
    HostileInput("messages 100 deep, again and again", nil) { most in flood(most, nested(100)) },
  ]

  private static let lies = [
    HostileInput("a string that promises 1 GiB", .malformed) { _ in
      Wire.tag(1, 2) + Wire.number(1 << 30) + [1]
    },
    HostileInput("packed numbers that promise 4 GiB", .malformed) { _ in
      Wire.tag(8, 2) + Wire.number(1 << 32) + [1]
    },
    HostileInput("a message that promises 2^63 bytes", .malformed) { _ in
      Wire.tag(7, 2) + Wire.number(1 << 63) + [1]
    },
    HostileInput("unknown bytes that promise 2^64 - 1", .malformed) { _ in
      Wire.tag(99, 2) + Wire.number(.max) + [1]
    },
    HostileInput("a message that ends behind its parent", .malformed) { _ in
      Wire.delimited(30, Wire.tag(30, 2) + [5, 8]) + [16, 1, 16, 1]
    },
    HostileInput("a varint of 11 bytes", .malformed) { most in
      flood(most, [16, 1], then: [16] + [UInt8](repeating: 0x80, count: 10) + [1])
    },
    HostileInput("varints of 10 bytes for 0", nil) { most in
      flood(most, [16] + [UInt8](repeating: 0x80, count: 9) + [0])
    },
    HostileInput("a tag of 6 bytes", .malformed) { _ in [0x90, 0x80, 0x80, 0x80, 0x80, 0x00, 1] },
    HostileInput("the field number 0", .malformed) { most in flood(most, [16, 1], then: [0, 1]) },
    HostileInput("the wire type 7", .malformed) { most in flood(most, [16, 1], then: [0x17, 1]) },
    HostileInput("4 MiB of text, the last byte not UTF-8", .invalidUTF8) { most in
      Wire.delimited(1, [UInt8](repeating: 0x61, count: most - 6) + [0xff])
    },
    HostileInput("4 MiB of text beyond ASCII", nil) { most in
      Wire.delimited(1, (0..<(most / 2 - 4)).flatMap { _ in [0xc3, 0xa9] as [UInt8] })
    },
  ]
}

extension HostileInput {
  private static let floods = [
    HostileInput("empty messages in a list", .overBudget) { most in flood(most, [0x3a, 0]) },
    HostileInput("empty strings in a list", .overBudget) { most in flood(most, [0x52, 0]) },
    HostileInput("messages with an unknown field each", .overBudget) { most in
      flood(most, Wire.delimited(7, Wire.varint(99, 1)))
    },
    HostileInput("unknown fields", nil) { most in flood(most, Wire.varint(1000, 1)) },
    HostileInput("unknown and known fields in turn", nil) { most in
      flood(most, Wire.varint(1000, 1) + Wire.varint(2, 1))
    },
    HostileInput("known fields of another wire type", nil) { most in flood(most, Wire.fixed32(2, 1))
    },
    HostileInput("one number again and again", nil) { most in flood(most, Wire.varint(2, 7)) },
    HostileInput("one string again and again", nil) { most in flood(most, Wire.text(1, "a")) },
  ]

  private static let runs = [
    HostileInput("4 MiB of packed numbers", nil) { most in
      Wire.delimited(8, [UInt8](repeating: 1, count: most - 5))
    },
    HostileInput("packed runs of one number", nil) { most in flood(most, Wire.delimited(8, [1])) },
    HostileInput("numbers not packed", nil) { most in flood(most, Wire.varint(8, 1)) },
    HostileInput("empty packed runs", nil) { most in flood(most, Wire.delimited(8, [])) },
    HostileInput("packed numbers, the last one cut off", .malformed) { most in
      Wire.delimited(8, [UInt8](repeating: 1, count: most - 6) + [0x80])
    },
    HostileInput("packed doubles, not a multiple of 8 bytes", .malformed) { most in
      Wire.delimited(22, [UInt8](repeating: 1, count: most - 7))
    },
  ]

  private static let maps = [
    HostileInput("empty entries of a map", .overBudget) { most in flood(most, [0x5a, 0]) },
    HostileInput("entries of one key", nil) { most in
      flood(most, Wire.delimited(11, Wire.text(1, "a") + Wire.text(2, "value")))
    },
    HostileInput("entries of many keys", nil) { most in
      flood(most) { Wire.delimited(11, Wire.text(1, "key \($0)") + Wire.text(2, "value")) }
    },
    HostileInput("entries of a map in many pieces of a parent", nil) { most in
      flood(most) { Wire.delimited(30, Wire.delimited(11, Wire.text(1, "key \($0 % 100)"))) }
    },
  ]

  private static let merges = [
    HostileInput("a message in many pieces", nil) { most in
      flood(most, Wire.delimited(4, Wire.varint(1, 1)))
    },
    HostileInput("two members of a oneof in turn", nil) { most in
      flood(most, Wire.delimited(12, Wire.text(2, "because")) + Wire.text(13, "no"))
    },
    HostileInput("two members of a oneof in turn, both empty", .overBudget) { most in
      flood(most, Wire.delimited(12, []) + Wire.text(13, ""))
    },
    HostileInput("lists in many pieces of a parent", nil) { most in
      flood(most, Wire.delimited(30, Wire.delimited(8, [1, 2, 3]) + Wire.text(10, "tag")))
    },
  ]
}
