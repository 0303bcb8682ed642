internal import BenchContracts
internal import LintasMessages
internal import LintasProtobuf

/// The work, done with the messages of this package as a server does it: from borrowed bytes, and
/// into the encoder of the loop.
enum OurWork {
  static func decode<Ours: Message>(_: Ours.Type, _ bytes: [UInt8]) -> Contender {
    Contender(name: "ours") { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          var message = try Ours(decoding: buffer)
          sum &+= message._ref.box == nil ? 0 : 1
          message.recycle()
        }
      }
      return sum
    }
  }

  /// Collects the message from DATA frames of 16 KiB, and decodes it where it lies.
  static func receive<Ours: Message>(_: Ours.Type, _ bytes: [UInt8]) -> Contender {
    Contender(name: "ours") { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          var received = ReceivedMessage()
          Frames.each(of: buffer) { received.append($0, of: buffer.count) }
          var message = try Ours(decoding: received)
          sum &+= message._ref.box == nil ? 0 : 1
          message.recycle()
        }
      }
      return sum
    }
  }

  /// As `decode`, by a caller that lets the message go without a word.
  static func decodeAndDrop<Ours: Message>(_: Ours.Type, _ bytes: [UInt8]) -> Contender {
    Contender(name: "ours") { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          let message = try Ours(decoding: buffer)
          sum &+= message._ref.box == nil ? 0 : 1
        }
      }
      return sum
    }
  }

  static func encode<Ours: Message>(_: Ours.Type, _ bytes: [UInt8]) throws -> Contender {
    let message = try Ours(decoding: bytes)
    let encoder = Encoder()
    return Contender(name: "ours") { count in
      var sum = 0
      for _ in 0..<count { sum &+= message.encode(with: encoder).count }
      return sum
    }
  }

  static func encodeJSON<Ours: Message>(_: Ours.Type, _ bytes: [UInt8]) throws -> Contender {
    let message = try Ours(decoding: bytes)
    return Contender(name: "ours") { count in
      var sum = 0
      for _ in 0..<count { sum &+= try message.jsonBytes().count }
      return sum
    }
  }

  static func decodeJSON<Ours: Message>(_: Ours.Type, _ json: [UInt8]) -> Contender {
    Contender(name: "ours") { count in
      var sum = 0
      for _ in 0..<count {
        var message = try Ours(json: json)
        sum &+= message._ref.box == nil ? 0 : 1
        message.recycle()
      }
      return sum
    }
  }

  /// Decodes, reads all fields, encodes.
  static func pass<Ours: Message>(
    _ name: String, _: Ours.Type, _ bytes: [UInt8], _ read: @escaping (Ours) -> Int
  ) -> Contender {
    let encoder = Encoder()
    return Contender(name: name) { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          var message = try Ours(decoding: buffer)
          sum &+= read(message)
          sum &+= message.encode(with: encoder).count
          message.recycle()
        }
      }
      return sum
    }
  }

  static func edit(_ bytes: [UInt8]) -> Contender {
    let encoder = Encoder()
    return Contender(name: "ours") { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          var message = try GetApplicationResponse(decoding: buffer)
          sum &+= OurStatus.edit(&message.application)
          sum &+= message.encode(with: encoder).count
          message.recycle()
        }
      }
      return sum
    }
  }
}
