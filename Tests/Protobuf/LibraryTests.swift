internal import CProtobufC
@testable internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: where libprotobuf-c is right, it reads our bytes and our trees as we do.
@Suite struct LibraryTests {
  /// Packs a tree with the library.
  private func pack(_ message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
    let size = protobuf_c_message_get_packed_size(message)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      count = protobuf_c_message_pack(message, base)
    }
  }

  /// Reads bytes with the library and writes them again; nil when it refuses them.
  private func repack(_ bytes: [UInt8], _ table: MessageTable) -> [UInt8]? {
    let descriptor = table.layout.pointee.descriptor
    let read = protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes)
    guard let read else { return nil }
    defer { protobuf_c_message_free_unpacked(read, nil) }
    return pack(read)
  }

  @Test func theLibraryReadsOurBytesAndWritesTheSame() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("library test: seed \(seed)")
    var random = SplitMix(seed: seed)
    for round in 0..<300 {
      var twin = Twin()
      for _ in 0..<40 {
        let edit = SampleEdits.all[random.pick(SampleEdits.all.count)]
        edit(&twin, Material(&random), twin, &random)
        if twin.model.depth > 2 { twin = Twin() }
      }
      let bytes = twin.sample.encoded()
      try #require(repack(bytes, Sample._table) == bytes, "seed \(seed), round \(round)")
    }
  }

  @Test func theLibraryWritesOurTrees() throws {
    var sample = fullSample()
    try sample.merge(decoding: Wire.varint(1000, 5) + Wire.text(1001, "unknown"))
    sample.name = "edited"
    let tree = UnsafePointer(sample._ref.pointer.assumingMemoryBound(to: ProtobufCMessage.self))
    let written = pack(tree)
    withExtendedLifetime(sample) {}
    #expect(try Sample(decoding: written) == sample)
  }

  @Test func theLibraryAgreesOnMutatedInputThatBothAccept() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("library test of mutated input: seed \(seed)")
    var random = SplitMix(seed: seed)
    let base = Numbers.with {
      $0.sint64 = -5
      $0.maybeBytes = [1, 2, 3]
      $0.uint64s = [0, UInt64.max, 300]
      $0.floats = [1.5]
    }.encoded()
    var compared = 0
    for _ in 0..<5_000 {
      let input = Mutation.apply(to: base, other: base, using: &random)
      // The library refuses some of what is right: a wrong wire type, a group. And it takes a bool
      // of any wire type, where the field is an unknown one by the specification.
      guard let theirs = repack(input, Numbers._table) else { continue }
      guard let ours = try? Numbers(decoding: input) else { continue }
      if Wire.holds(field: 13, ofOtherTypeThan: 0, in: input) { continue }
      compared += 1
      // Once through the library on our side too: it writes the tags of unknown fields anew, where
      // we keep an overlong one as it came.
      let written = try #require(repack(ours.encoded(), Numbers._table))
      #expect(
        try Numbers(decoding: theirs) == Numbers(decoding: written), "seed \(seed), \(input)")
    }
    #expect(compared > 100)
  }
}
