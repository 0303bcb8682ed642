internal import LintasClient
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasRPC
internal import LintasServer
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// Promise: health is open to everybody; contracts and what the connections are doing are shown to
/// whom the operator's settings say, and to nobody who is not named there.
@Suite(.timeLimit(.minutes(5))) struct StandardAccessTests {
  /// Who calls.
  enum Person {
    case stranger, officer, head, administrator
  }

  private static let channelz = MethodDescriptor<
    ChannelzGetServersRequest, ChannelzGetServersResponse
  >(
    service: "grpc.channelz.v1.Channelz", method: "GetServers",
    path: "/grpc.channelz.v1.Channelz/GetServers", kind: .unary)

  private static let reflection = [
    reflection(
      "grpc.reflection.v1.ServerReflection",
      path: "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"),
    reflection(
      "grpc.reflection.v1alpha.ServerReflection",
      path: "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"),
  ]

  private static let health = MethodDescriptor<HealthListRequest, HealthListResponse>(
    service: "grpc.health.v1.Health", method: "List", path: "/grpc.health.v1.Health/List",
    kind: .unary)

  @Test(arguments: Audience.allCases, Audience.allCases)
  func settingsDecide(reflection: Audience, channelz: Audience) async throws {
    let office = try await TestOffice.open(seed: 11)
    _ = try await office.staff(1)
    _ = try await office.staff(2, roles: [.head])
    _ = try await office.staff(3, roles: [.administrator])
    var access = StandardAccess()
    access.reflection = reflection
    access.channelz = channelz
    let services = OfficeServices(
      registry: office.registry, policy: TestOffice.policy, standard: access
    ) { failure in
      Issue.record("\(failure.method.path): \(failure.error)")
    }
    var configuration = ServerConfiguration()
    configuration.workers = 1
    try await GRPCServer.run(router: services.router, configuration: configuration) { server in
      let channel = try server.channel()
      defer { channel.close() }
      for person in [Person.stranger, .officer, .head, .administrator] {
        let options = try await options(of: person, channel)
        let listed = try await channel.unary(Self.health, HealthListRequest(), options: options)
        #expect(listed.statuses.count >= 7)
        for method in Self.reflection {
          let call = channel.bidirectional(method, options: options)
          let code = await code {
            try await call.requests.write(.with { $0.listServices = "" })
            var answers = call.responses.makeAsyncIterator()
            _ = try await answers.next()
          }
          call.cancel()
          #expect(code == expected(reflection, person), "\(method.path) by \(person)")
        }
        let code = await code {
          _ = try await channel.unary(Self.channelz, ChannelzGetServersRequest(), options: options)
        }
        #expect(code == expected(channelz, person), "channelz by \(person)")
      }
    }
  }

  private func expected(_ audience: Audience, _ person: Person) -> StatusCode {
    switch audience {
    case .anybody: .ok
    case .nobody: .unimplemented
    case .administrators:
      person == .administrator ? .ok : person == .stranger ? .unauthenticated : .permissionDenied
    }
  }

  private func options(of person: Person, _ channel: Channel) async throws -> CallOptions {
    var options = CallOptions()
    let numbers: [Person: Int] = [.officer: 1, .head: 2, .administrator: 3]
    guard let number = numbers[person] else { return options }
    let token = try await IdentityClient(channel: channel).signIn(
      .with { ($0.name, $0.secret) = (TestOffice.staffName(number), TestOffice.staffSecret) }
    ).sessionToken
    options.metadata.append("authorization", "Bearer \(token)")
    return options
  }

  private func code(_ body: () async throws -> Void) async -> StatusCode {
    do {
      try await body()
      return .ok
    } catch {
      return (error as? Status)?.code ?? .unknown
    }
  }

  private static func reflection(
    _ service: StaticString, path: StaticString
  ) -> MethodDescriptor<ReflectionServerReflectionRequest, ReflectionServerReflectionResponse> {
    MethodDescriptor(
      service: service, method: "ServerReflectionInfo", path: path, kind: .bidirectional)
  }
}
