internal import LintasProtobuf
package import LintasStandard
internal import LintasTransport
internal import Synchronization

/// The servers and channels of this process by their numbers, for channelz.
///
/// They enter when they are made and leave when they end; a call never comes here. Whoever asks is
/// answered by the loops that own what is asked for, each in its next turn. From any thread.
package final class ProcessDirectory: Sendable {
  /// The one directory of the process.
  package static let shared = ProcessDirectory()

  private struct Entries {
    var servers: [UInt64: ListedServer] = [:]
    var channels: [UInt64: ChannelCore] = [:]
  }

  private let entries = Mutex(Entries())

  private init() {}

  // MARK: Coming and going

  func enter(_ server: ListedServer) {
    entries.withLock { $0.servers[server.number] = server }
  }

  func leave(_ server: ListedServer) {
    // The last reference may be the directory's, and is let go outside the lock.
    let left = entries.withLock { $0.servers.removeValue(forKey: server.number) }
    withExtendedLifetime(left) {}
  }

  func enter(_ channel: ChannelCore) {
    entries.withLock { $0.channels[channel.number] = channel }
  }

  func leave(_ channel: ChannelCore) {
    let left = entries.withLock { $0.channels.removeValue(forKey: channel.number) }
    withExtendedLifetime(left) {}
  }

  // MARK: Servers

  /// Servers in the order of their numbers, one page of them.
  package func servers(
    from first: UInt64, limit: Int
  ) async -> (servers: [ChannelzServer], isEnd: Bool) {
    let (found, isEnd) = page(entries.withLock { $0.servers }, from: first, limit: limit)
    var reports: [ChannelzServer] = []
    for server in found { reports.append(await server.report().message) }
    return (reports, isEnd)
  }

  /// A server; nil if there is none with this number.
  package func server(_ number: UInt64) async -> ChannelzServer? {
    await entries.withLock { $0.servers[number] }?.report().message
  }

  /// The numbers of a server's connections, one page of them; nil if there is no such server.
  package func connections(
    ofServer number: UInt64, from first: UInt64, limit: Int
  ) async -> (numbers: [UInt64], isEnd: Bool)? {
    await entries.withLock { $0.servers[number] }?.connections(from: first, limit: limit)
  }

  // MARK: Channels

  /// Channels in the order of their numbers, one page of them.
  package func channels(
    from first: UInt64, limit: Int
  ) async -> (channels: [ChannelzChannel], isEnd: Bool) {
    let (found, isEnd) = page(entries.withLock { $0.channels }, from: first, limit: limit)
    var reports: [ChannelzChannel] = []
    for core in found {
      if let report = await core.loop.ask({ core.report() }) { reports.append(report.channel) }
    }
    return (reports, isEnd)
  }

  /// A channel; nil if there is none with this number.
  package func channel(_ number: UInt64) async -> ChannelzChannel? {
    guard let core = entries.withLock({ $0.channels[number] }) else { return nil }
    return await core.loop.ask { core.report() }?.channel
  }

  /// A subchannel; nil if there is none with this number.
  package func subchannel(_ number: UInt64) async -> ChannelzSubchannel? {
    for core in entries.withLock({ $0.channels.values.map { $0 } }) {
      let found = await core.loop.ask { core.subchannel(number)?.report() }
      if let report = found ?? nil { return report.subchannel }
    }
    return nil
  }

  // MARK: Sockets

  /// A connection of a server or of a channel, or a socket that listens; nil if there is none with
  /// this number.
  package func socket(_ number: UInt64, isSummary: Bool) async -> ChannelzSocket? {
    for server in entries.withLock({ $0.servers.values.map { $0 } }) {
      if let address = server.listener(number) { return Self.listener(number, address) }
      if let report = await server.connection(number, isSummary: isSummary) {
        return report.message
      }
    }
    for core in entries.withLock({ $0.channels.values.map { $0 } }) {
      let found = await core.loop.ask { core.connection(number)?.report(isSummary: isSummary) }
      if let report = found ?? nil { return report.message }
    }
    return nil
  }

  private static func listener(_ number: UInt64, _ address: SocketAddress) -> ChannelzSocket {
    .with {
      $0.ref.socketID = Int64(clamping: number)
      $0.ref.name = address.description
      $0.local = .of(address)
    }
  }

  private func page<Entry>(
    _ all: [UInt64: Entry], from first: UInt64, limit: Int
  ) -> ([Entry], isEnd: Bool) {
    var page = NumberPage(from: first, limit: limit)
    for number in all.keys { page.offer(number) }
    return (page.numbers.compactMap { all[$0] }, !page.isCut)
  }
}
