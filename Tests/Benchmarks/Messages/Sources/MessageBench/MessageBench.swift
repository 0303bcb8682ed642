internal import BenchContracts
internal import CMessageBench
internal import Glibc
internal import LintasMessages
internal import LintasProtobuf

/// Measures decoding, encoding and editing on one processor and prints `RESULT name=value` lines:
/// how many times as fast as the other library, or counts. Exits with 1 when one misses its target.
///
/// With an argument it measures only the work whose name begins so.
@main
enum MessageBench {
  static func main() throws {
    let processor = bench_begin()
    let samples = try Samples()
    print(
      """
      bench: messages on processor \(processor), medians of \(Stopwatch.rounds) rounds; \
      status \(samples.status.count) B, list \(samples.list.count) B, \
      chunk \(samples.chunk.count) B
      """)
    var report = Report(of: CommandLine.arguments.dropFirst().first ?? "")
    try status(samples, &report)
    try list(samples, &report)
    try chunk(samples, &report)
    try Allocations.count(samples, &report)
    if !report.missed.isEmpty {
      print("bench: missed: \(report.missed.joined(separator: ", "))")
      exit(1)
    }
  }

  private static func status(_ samples: Samples, _ report: inout Report) throws {
    let bytes = samples.status
    let ours = GetApplicationResponse.self
    let peer = Peer_GetApplicationResponse.self
    try report.compare(
      "decode", OurWork.decode(ours, bytes),
      [
        ("swift_protobuf", 8, PeerWork.decode(peer, bytes)),
        ("protobuf_c_malloc", 2.5, LibraryWork.decode(bytes)),
      ])
    try report.compare(
      "decode_and_drop", OurWork.decodeAndDrop(ours, bytes),
      [("swift_protobuf", 8, PeerWork.decode(peer, bytes))])
    try report.compare(
      "encode", OurWork.encode(ours, bytes),
      [("swift_protobuf", 6, PeerWork.encode(peer, bytes))])
    let peerPass = PeerWork.pass(peer, bytes) { PeerReading.strings($0.application) }
    try report.compare(
      "decode_read_all_encode",
      OurWork.pass("ours", ours, bytes) { OurReading.strings($0.application) },
      [("swift_protobuf", 4, peerPass)])
    try report.compare(
      "decode_read_all_views_encode",
      OurWork.pass("ours", ours, bytes) { OurViewReading.views($0.application) },
      [("swift_protobuf", 4, peerPass)])
    try report.compare(
      "edit_record", OurWork.edit(bytes), [("swift_protobuf", 6, PeerWork.edit(bytes))])
    let json = try Samples.json(of: bytes)
    try report.compare(
      "encode_json", OurWork.encodeJSON(ours, bytes),
      [("swift_protobuf", 4, PeerWork.encodeJSON(peer, bytes))])
    try report.compare(
      "decode_json", OurWork.decodeJSON(ours, json),
      [("swift_protobuf", 4, PeerWork.decodeJSON(peer, json))])
  }

  private static func list(_ samples: Samples, _ report: inout Report) throws {
    let bytes = samples.list
    let ours = StatusList.self
    let peer = Peer_StatusList.self
    try report.compare(
      "decode_list", OurWork.decode(ours, bytes),
      [("swift_protobuf", 8, PeerWork.decode(peer, bytes))])
    try report.compare(
      "encode_list", OurWork.encode(ours, bytes),
      [("swift_protobuf", 6, PeerWork.encode(peer, bytes))])
    let peerPass = PeerWork.pass(peer, bytes) {
      $0.applications.reduce(0) { $0 &+ PeerReading.strings($1) }
    }
    try report.compare(
      "decode_read_all_encode_list",
      OurWork.pass("ours", ours, bytes) {
        $0.applications.reduce(0) { $0 &+ OurReading.strings($1) }
      }, [("swift_protobuf", 4, peerPass)])
    try report.compare(
      "decode_read_all_views_encode_list",
      OurWork.pass("ours", ours, bytes) {
        $0.applications.reduce(0) { $0 &+ OurViewReading.views($1) }
      }, [("swift_protobuf", 4, peerPass)])
  }

  private static func chunk(_ samples: Samples, _ report: inout Report) throws {
    let bytes = samples.chunk
    try report.compare(
      "decode_chunk", OurWork.receive(DocumentChunk.self, bytes),
      [("swift_protobuf", 1, PeerWork.receive(Peer_DocumentChunk.self, bytes))])
    // From bytes that somebody else holds both have to copy, and nothing else takes time.
    try report.compare(
      "decode_borrowed_chunk", OurWork.decode(DocumentChunk.self, bytes),
      [("swift_protobuf", 0, PeerWork.decode(Peer_DocumentChunk.self, bytes))])
    try report.compare(
      "encode_chunk", OurWork.encode(DocumentChunk.self, bytes),
      [("swift_protobuf", 1, PeerWork.encode(Peer_DocumentChunk.self, bytes))])
  }
}
