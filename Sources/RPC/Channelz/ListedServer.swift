internal import LintasTransport
internal import Synchronization

/// A server as channelz finds it. It keeps the loops and not the server, so that a server that is
/// forgotten is not kept alive by it.
final class ListedServer: Sendable {
  /// The number in this process.
  let number = ConnectionNumber.next()
  private let created = MonotonicTime.now
  private let loops: [ServerLoop]
  private let listeners = Mutex<[(number: UInt64, address: SocketAddress)]>([])

  /// A server with these loops.
  init(loops: [ServerLoop]) {
    self.loops = loops
  }

  /// The server listens on one more address.
  func listens(on address: SocketAddress) {
    listeners.withLock { $0.append((ConnectionNumber.next(), address)) }
  }

  /// The address of a socket that listens; nil if there is none with this number.
  func listener(_ number: UInt64) -> SocketAddress? {
    listeners.withLock { list in list.first { $0.number == number }?.address }
  }

  /// What the server is and does now.
  func report() async -> ServerReport {
    var calls = CallCounters()
    for home in loops {
      if let counted = await home.loop.ask({ home.calls }) { calls.add(counted) }
    }
    return ServerReport(
      number: number, created: created, calls: calls, listeners: listeners.withLock { $0 })
  }

  /// The numbers of its connections, one page of them.
  func connections(from first: UInt64, limit: Int) async -> (numbers: [UInt64], isEnd: Bool) {
    var page = NumberPage(from: first, limit: limit)
    var isCut = false
    for home in loops {
      let part = await home.loop.ask { home.connections(from: first, limit: limit) }
      guard let part else { continue }
      isCut = isCut || part.isCut
      for number in part.numbers { page.offer(number) }
    }
    return (page.numbers, !isCut && !page.isCut)
  }

  /// What a connection is and does now; nil if the server has none with this number.
  func connection(_ number: UInt64, isSummary: Bool) async -> ConnectionReport? {
    for home in loops {
      let found = await home.loop.ask { home.connection(number)?.report(isSummary: isSummary) }
      if let report = found ?? nil { return report }
    }
    return nil
  }
}
