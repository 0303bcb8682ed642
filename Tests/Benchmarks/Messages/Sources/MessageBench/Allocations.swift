internal import BenchContracts
internal import CMessageBench
internal import LintasMessages

/// Counts blocks taken from the heap, by standing before the heap itself.
enum Allocations {
  private static let times = 1_000

  /// Counts each piece of work once it has run for a while.
  static func count(_ samples: Samples, _ report: inout Report) throws {
    let status = samples.status
    try report.most("allocations_a_decode", 0) {
      try each(OurWork.decode(GetApplicationResponse.self, status))
    }
    try report.most("allocations_a_decode_list", 0) {
      try each(OurWork.decode(StatusList.self, samples.list))
    }
    try report.most("allocations_a_receive", 0) {
      try each(OurWork.receive(GetApplicationResponse.self, status))
    }
    try report.most("allocations_an_encode", 0) {
      try each(OurWork.encode(GetApplicationResponse.self, status))
    }
    // One text is read as String.
    try report.most("allocations_an_edit", 1) { try each(OurWork.edit(status)) }
    // What goes without `recycle` leaves two small objects to the heap.
    try report.most("allocations_a_decode_and_drop", 2) {
      try each(OurWork.decodeAndDrop(GetApplicationResponse.self, status))
    }
    try report.most("allocations_a_decode_swift_protobuf", .infinity) {
      try each(PeerWork.decode(Peer_GetApplicationResponse.self, status))
    }
  }

  private static func each(_ work: Contender) throws -> Double {
    _ = try work.run(times)
    let before = bench_allocations()
    _ = try work.run(times)
    return Double(bench_allocations() - before) / Double(times)
  }
}
