internal import BenchContracts
internal import LintasMessages
internal import LintasProtobuf
internal import SwiftProtobuf

/// The bytes that are read and written. Nothing is measured before all contenders agree on them.
struct Samples {
  /// An answer to GetApplication.
  let status: [UInt8]
  /// 100 applications.
  let list: [UInt8]
  /// A megabyte of a document.
  let chunk: [UInt8]

  /// Makes the samples with both libraries and compares.
  init() throws {
    status = GetApplicationResponse.with { OurStatus.fill(&$0.application, 0) }.encoded()
    list =
      StatusList.with { list in
        for index in 0..<100 { list.applications.append { OurStatus.fill(&$0, index) } }
      }.encoded()
    var random = SystemRandomNumberGenerator()
    let content = (0..<(1 << 17)).flatMap { _ in
      withUnsafeBytes(of: random.next() as UInt64) { Array($0) }
    }
    chunk =
      DocumentChunk.with {
        $0.offset = 3 << 20
        $0.content = content
      }.encoded()
    try agree(Peer_GetApplicationResponse.with { $0.application = PeerStatus.make(0) }, status)
    try agree(Peer_StatusList.with { $0.applications = (0..<100).map(PeerStatus.make) }, list)
    try agree(
      Peer_DocumentChunk.with {
        $0.offset = 3 << 20
        $0.content = .init(content)
      }, chunk)
    try decode(Peer_GetApplicationResponse.self, status)
    try decode(Peer_StatusList.self, list)
    try decode(Peer_DocumentChunk.self, chunk)
    try decode(GetApplicationResponse.self, status)
    try decode(StatusList.self, list)
    try decode(DocumentChunk.self, chunk)
  }

  /// The status as JSON, which both libraries write with the same length and read the same.
  static func json(of bytes: [UInt8]) throws -> [UInt8] {
    let ours = try GetApplicationResponse(decoding: bytes).jsonBytes()
    let peer = try Peer_GetApplicationResponse(serializedBytes: bytes)
    let theirs = try peer.jsonUTF8Bytes() as [UInt8]
    guard ours.count == theirs.count,
      try Peer_GetApplicationResponse(jsonUTF8Bytes: ours) == peer,
      try GetApplicationResponse(json: theirs).encoded() == bytes
    else { throw BenchFailure("the libraries write different JSON") }
    return ours
  }

  private func agree(_ message: some SwiftProtobuf.Message, _ bytes: [UInt8]) throws {
    guard try message.serializedBytes() as [UInt8] == bytes else {
      throw BenchFailure("\(type(of: message)): the libraries write different bytes")
    }
  }

  private func decode<Peer: SwiftProtobuf.Message>(_: Peer.Type, _ bytes: [UInt8]) throws {
    guard try Peer(serializedBytes: bytes).serializedBytes() == bytes else {
      throw BenchFailure("\(Peer.self): the bytes do not come back")
    }
  }

  private func decode<Ours: LintasProtobuf.Message>(_: Ours.Type, _ bytes: [UInt8]) throws {
    guard try Ours(decoding: bytes).encoded() == bytes else {
      throw BenchFailure("\(Ours.self): the bytes do not come back")
    }
  }
}
