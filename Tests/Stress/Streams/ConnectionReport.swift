internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// What channelz knows of the clients' and the server's connections, for when nothing moves.
enum ConnectionReport {
  /// Writes it, a line each.
  static func tell() async {
    let directory = ProcessDirectory.shared
    for channel in await directory.channels(from: 0, limit: 100).channels {
      say(channel)
      for reference in channel.subchannelRef {
        guard let sub = await directory.subchannel(UInt64(reference.subchannelID)) else { continue }
        say(sub)
        for socket in sub.socketRef { await say(socket) }
      }
    }
    for server in await directory.servers(from: 0, limit: 100).servers {
      let number = UInt64(server.ref.serverID)
      let page = await directory.connections(ofServer: number, from: 0, limit: 100)
      for number in page?.numbers ?? [] {
        if let socket = await directory.socket(number, isSummary: false) { say(socket) }
      }
    }
  }

  private static func say(_ socket: ChannelzSocketRef) async {
    if let socket = await ProcessDirectory.shared.socket(
      UInt64(socket.socketID), isSummary: false)
    {
      say(socket)
    }
  }

  private static func say(_ message: some Message) {
    StreamStress.say((try? message.json()) ?? "")
  }
}
