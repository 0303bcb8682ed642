internal import LintasTransport
internal import Synchronization

extension ServerConfiguration {
  /// The watchdog of a server's loops, if somebody is to be told.
  func startWatchdog(_ homes: [ServerLoop]) throws(TransportError) -> LoopWatchdog? {
    guard let onBlockedLoop else { return nil }
    let methods = Mutex<[Int: MethodSummary]>([:])
    return try LoopWatchdog.start(homes.map(\.loop), patience: loopPatience) { report in
      let home = homes[report.loop]
      // When it moves again, others run already.
      let method =
        report.hasEnded
        ? methods.withLock { $0.removeValue(forKey: report.loop) } : home.methodUnderWay()
      if !report.hasEnded { methods.withLock { $0[report.loop] = method } }
      onBlockedLoop(
        BlockedLoop(
          loop: home.loop.name, method: method, duration: report.duration,
          hasEnded: report.hasEnded))
    }
  }
}
