import Glibc
import LintasCrypto
import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Testing

@testable import LintasStandardServices

/// Promise: of a connection over TLS, channelz tells both addresses, the cipher, the certificates
/// and what the system's TCP knows; of a socket that listens, its address.
@Suite(.timeLimit(.minutes(5)), .serialized) struct ChannelzSocketTests {
  @Test func tellsWhatTheSystemKnows() async throws {
    try await withServer { channel, address in
      _ = try await channel.unary(HealthServiceMethods.check, HealthCheckRequest())
      let report = try #require(try await Self.server(channel, listeningOn: address))
      #expect(report.listenSocket.count == 1)
      let listener = try await Self.socket(channel, report.listenSocket[0].socketID)
      #expect(listener.local.tcpipAddress.port == Int32(address.port))
      #expect(listener.local.tcpipAddress.ipAddress == [127, 0, 0, 1])
      #expect(!listener.hasRemote)

      let sockets = try await channel.unary(
        ChannelzServiceMethods.getServerSockets, .with { $0.serverID = report.ref.serverID })
      #expect(sockets.socketRef.count == 1)
      let number = sockets.socketRef[0].socketID
      let socket = try await Self.socket(channel, number)
      #expect(socket.local == listener.local)
      #expect(socket.remote.tcpipAddress.ipAddress == [127, 0, 0, 1])
      #expect(socket.remote.tcpipAddress.port > 0)
      #expect(socket.security.tls.standardName.hasPrefix("TLS_"))
      #expect(socket.security.tls.localCertificate.first == 0x30)
      #expect(socket.security.tls.remoteCertificate.isEmpty)
      #expect(socket.data.option.contains { $0.name == "TCP_NODELAY" && $0.value == "1" })
      let option = try #require(socket.data.option.first { $0.name == "TCP_INFO" })
      let tcp = try ChannelzSocketOptionTcpInfo(decoding: option.additional.value)
      // TCP_ESTABLISHED; and a segment has a size.
      #expect(tcp.tcpiState == 1 && tcp.tcpiSndMss > 0 && tcp.tcpiRto > 0)

      let summary = try await channel.unary(
        ChannelzServiceMethods.getSocket,
        .with {
          $0.socketID = number
          $0.summary = true
        }
      ).socket
      #expect(summary.data.option.isEmpty && summary.local == socket.local)
      #expect(try await Self.clientCertificate(channel) == socket.security.tls.localCertificate)
    }
  }

  private func withServer(
    _ body: @Sendable (Channel, SocketAddress) async throws -> Void
  ) async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.register(HealthDesk(HealthBoard()))
    router.register(ChannelzDesk())
    let authority = try CertificateAuthority.create(
      commonName: "test authority", validity: Validity(days: 2, from: Int64(time(nil))))
    let key = try PrivateKey.generate()
    let certificate = try authority.issue(
      .server(
        names: [.dns("localhost")], commonName: "channelz",
        validity: Validity(days: 1, from: Int64(time(nil)))),
      for: key)
    let served = try TLSContext.server(.pem(chain: certificate.pem(), key: key.pem()))
    let trust = try TLSContext.client(trust: .pem(authority.certificate.pem()))
    try await GRPCServer.run(router: router, grace: .seconds(1)) { server in
      let loopback = try #require(SocketAddress(literal: "127.0.0.1", port: 0))
      let address = try server.listen(on: loopback, tls: served)
      let channel = try Channel(addresses: [address], tls: trust, serverName: "localhost")
      try await body(channel, address)
      channel.close()
    }
  }

  /// What the client's end says that the server showed.
  private static func clientCertificate(_ channel: Channel) async throws -> [UInt8] {
    var start: Int64 = 0
    while true {
      let page = try await channel.unary(
        ChannelzServiceMethods.getTopChannels, .with { $0.startChannelID = start })
      for top in page.channel where top.subchannelRef.count == 1 {
        let subchannel = try await channel.unary(
          ChannelzServiceMethods.getSubchannel,
          .with { $0.subchannelID = top.subchannelRef[0].subchannelID }
        ).subchannel
        guard subchannel.data.state.state == .ready, subchannel.socketRef.count == 1 else {
          continue
        }
        let found = try await socket(channel, subchannel.socketRef[0].socketID)
        if !found.security.tls.remoteCertificate.isEmpty {
          return found.security.tls.remoteCertificate
        }
      }
      guard let last = page.channel.last, !page.end else { return [] }
      start = last.ref.channelID + 1
    }
  }

  private static func socket(_ channel: Channel, _ number: Int64) async throws -> ChannelzSocket {
    try await channel.unary(ChannelzServiceMethods.getSocket, .with { $0.socketID = number }).socket
  }

  private static func server(
    _ channel: Channel, listeningOn address: SocketAddress
  ) async throws -> ChannelzServer? {
    let page = try await channel.unary(
      ChannelzServiceMethods.getServers, ChannelzGetServersRequest())
    return page.server.first { $0.listenSocket.contains { $0.name == address.description } }
  }
}
