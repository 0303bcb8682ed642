internal import SwiftProtobuf

/// The work, done with swift-protobuf: from and into arrays of bytes, which is its fastest way.
enum PeerWork {
  static func decode<Peer: Message>(_: Peer.Type, _ bytes: [UInt8]) -> Contender {
    Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count {
        let message = try Peer(serializedBytes: bytes)
        sum &+= message.unknownFields.data.count &+ 1
      }
      return sum
    }
  }

  /// Collects the message from DATA frames of 16 KiB, and decodes it.
  static func receive<Peer: Message>(_: Peer.Type, _ bytes: [UInt8]) -> Contender {
    Contender(name: "swift-protobuf") { count in
      var sum = 0
      try bytes.withUnsafeBytes { buffer in
        for _ in 0..<count {
          var received: [UInt8] = []
          received.reserveCapacity(buffer.count)
          Frames.each(of: buffer) { received.append(contentsOf: $0) }
          let message = try Peer(serializedBytes: received)
          sum &+= message.unknownFields.data.count &+ 1
        }
      }
      return sum
    }
  }

  static func encode<Peer: Message>(_: Peer.Type, _ bytes: [UInt8]) throws -> Contender {
    let message = try Peer(serializedBytes: bytes)
    return Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count { sum &+= (try message.serializedBytes() as [UInt8]).count }
      return sum
    }
  }

  static func encodeJSON<Peer: Message>(_: Peer.Type, _ bytes: [UInt8]) throws -> Contender {
    let message = try Peer(serializedBytes: bytes)
    return Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count { sum &+= (try message.jsonUTF8Bytes() as [UInt8]).count }
      return sum
    }
  }

  static func decodeJSON<Peer: Message>(_: Peer.Type, _ json: [UInt8]) -> Contender {
    Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count {
        let message = try Peer(jsonUTF8Bytes: json)
        sum &+= message.unknownFields.data.count &+ 1
      }
      return sum
    }
  }

  /// Decodes, reads all fields, encodes.
  static func pass<Peer: Message>(
    _: Peer.Type, _ bytes: [UInt8], _ read: @escaping (Peer) -> Int
  ) -> Contender {
    Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count {
        let message = try Peer(serializedBytes: bytes)
        sum &+= read(message)
        sum &+= (try message.serializedBytes() as [UInt8]).count
      }
      return sum
    }
  }

  static func edit(_ bytes: [UInt8]) -> Contender {
    Contender(name: "swift-protobuf") { count in
      var sum = 0
      for _ in 0..<count {
        var message = try Peer_GetApplicationResponse(serializedBytes: bytes)
        sum &+= PeerStatus.edit(&message.application)
        sum &+= (try message.serializedBytes() as [UInt8]).count
      }
      return sum
    }
  }
}
