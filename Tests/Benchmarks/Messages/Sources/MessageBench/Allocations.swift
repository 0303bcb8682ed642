internal import BenchContracts
internal import CMessageBench
internal import LintasMessages

/// Counts blocks taken from the heap, by standing before the heap itself.
enum Allocations {
  private static let times = 1_000

  /// Counts each piece of work once it has run for a while.
  static func count(_ samples: Samples, _ report: inout Report) throws {
    try report.most(
      "allocations_a_decode",
      each(OurWork.decode(GetApplicationResponse.self, samples.status)), 0)
    try report.most(
      "allocations_a_decode_list", each(OurWork.decode(StatusList.self, samples.list)), 0)
    try report.most(
      "allocations_an_encode",
      each(OurWork.encode(GetApplicationResponse.self, samples.status)), 0)
    try report.most(
      "allocations_a_receive",
      each(OurWork.receive(GetApplicationResponse.self, samples.status)), 0)
    // One text is read as String.
    try report.most("allocations_an_edit", each(OurWork.edit(samples.status)), 1)
    for (name, work) in [
      ("decode", PeerWork.decode(Peer_GetApplicationResponse.self, samples.status)),
      ("decode_list", PeerWork.decode(Peer_StatusList.self, samples.list)),
      ("edit", PeerWork.edit(samples.status)),
    ] {
      print("bench: swift-protobuf allocates \(try each(work)) times a \(name)")
    }
  }

  private static func each(_ work: Contender) throws -> Double {
    _ = try work.run(times)
    let before = bench_allocations()
    _ = try work.run(times)
    return Double(bench_allocations() - before) / Double(times)
  }
}
