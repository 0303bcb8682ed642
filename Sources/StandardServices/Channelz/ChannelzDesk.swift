internal import LintasProtobuf
internal import LintasRPC
public import LintasStandard

/// `grpc.channelz.v1.Channelz` (gRFC A14): what the servers, channels and connections of this
/// process are doing.
///
/// It shows addresses and certificates of those who are connected, so the Door should let operators
/// in and nobody else. Nothing is gathered before somebody asks; then each loop is asked in its
/// next turn.
public struct ChannelzDesk<Caller: Sendable>: ChannelzService {
  /// The most entries of one page, and how many there are if the caller does not say.
  public static var pageLimit: Int { 100 }

  private let directory = ProcessDirectory.shared

  /// A desk that shows this process.
  public init() {}

  /// Channels in the order of their numbers.
  ///
  /// - Throws: INVALID_ARGUMENT if the caller wants fewer than no entries, as all that list.
  public func getTopChannels(
    _ request: ChannelzGetTopChannelsRequest, by caller: Caller
  ) async throws -> ChannelzGetTopChannelsResponse {
    let limit = try Self.limit(request.maxResults)
    let page = await directory.channels(from: Self.first(request.startChannelID), limit: limit)
    return .with { response in
      for channel in page.channels { response.channel.append(channel) }
      response.end = page.isEnd
    }
  }

  /// Servers in the order of their numbers.
  public func getServers(
    _ request: ChannelzGetServersRequest, by caller: Caller
  ) async throws -> ChannelzGetServersResponse {
    let limit = try Self.limit(request.maxResults)
    let page = await directory.servers(from: Self.first(request.startServerID), limit: limit)
    return .with { response in
      for server in page.servers { response.server.append(server) }
      response.end = page.isEnd
    }
  }

  /// A server.
  ///
  /// - Throws: NOT_FOUND if there is none with this number, as all that show one thing.
  public func getServer(
    _ request: ChannelzGetServerRequest, by caller: Caller
  ) async throws -> ChannelzGetServerResponse {
    let server = try Self.found(await directory.server(Self.first(request.serverID)), "server")
    return .with { $0.server = server }
  }

  /// The connections of a server in the order of their numbers.
  public func getServerSockets(
    _ request: ChannelzGetServerSocketsRequest, by caller: Caller
  ) async throws -> ChannelzGetServerSocketsResponse {
    let limit = try Self.limit(request.maxResults)
    let page = await directory.connections(
      ofServer: Self.first(request.serverID), from: Self.first(request.startSocketID),
      limit: limit)
    let (numbers, isEnd) = try Self.found(page, "server")
    return .with { response in
      for number in numbers { response.socketRef.append { $0.socketID = Int64(clamping: number) } }
      response.end = isEnd
    }
  }

  /// A channel.
  public func getChannel(
    _ request: ChannelzGetChannelRequest, by caller: Caller
  ) async throws -> ChannelzGetChannelResponse {
    let channel = try Self.found(await directory.channel(Self.first(request.channelID)), "channel")
    return .with { $0.channel = channel }
  }

  /// A subchannel.
  public func getSubchannel(
    _ request: ChannelzGetSubchannelRequest, by caller: Caller
  ) async throws -> ChannelzGetSubchannelResponse {
    let number = Self.first(request.subchannelID)
    let subchannel = try Self.found(await directory.subchannel(number), "subchannel")
    return .with { $0.subchannel = subchannel }
  }

  /// A connection or a socket that listens.
  public func getSocket(
    _ request: ChannelzGetSocketRequest, by caller: Caller
  ) async throws -> ChannelzGetSocketResponse {
    let socket = try Self.found(
      await directory.socket(Self.first(request.socketID), isSummary: request.summary), "socket")
    return .with { $0.socket = socket }
  }

  /// Numbers begin with 1.
  private static func first(_ number: Int64) -> UInt64 { UInt64(clamping: number) }

  private static func limit(_ wanted: Int64) throws(Status) -> Int {
    guard wanted >= 0 else { throw Status(.invalidArgument, "max_results is negative") }
    return wanted == 0 ? pageLimit : min(Int(clamping: wanted), pageLimit)
  }

  private static func found<Found>(_ found: Found?, _ what: String) throws(Status) -> Found {
    guard let found else { throw Status(.notFound, "no \(what) has this number") }
    return found
  }
}
