import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

@testable import LintasStandardServices

/// Promise: whoever has no contract gets it from the server by every question that
/// `grpc.reflection` knows, in v1 and v1alpha, and learns what is not there without losing the
/// stream.
@Suite(.timeLimit(.minutes(5))) struct ReflectionTests {
  typealias Question = ReflectionServerReflectionRequest.MessageRequest
  typealias Answer = ReflectionServerReflectionResponse.MessageResponse

  /// A question, and the paths of the files that answer it, the first of them first.
  struct FileCase: Sendable, CustomTestStringConvertible {
    let question: Question
    let path: String

    init(_ question: Question, _ path: String) {
      self.question = question
      self.path = path
    }

    var testDescription: String { "\(question)" }
  }

  static let health = "grpc/health/v1/health.proto"
  static let channelz = "grpc/channelz/v1/channelz.proto"
  static let timestamp = "google/protobuf/timestamp.proto"

  static let files: [FileCase] = [
    FileCase(.fileByFilename(health), health),
    FileCase(.fileByFilename(timestamp), timestamp),
    FileCase(.fileContainingSymbol("grpc.health.v1.Health"), health),
    FileCase(.fileContainingSymbol(".grpc.health.v1.Health"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.Health.Check"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.HealthCheckRequest"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.HealthCheckRequest.service"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.HealthListResponse.StatusesEntry"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.HealthCheckResponse.ServingStatus"), health),
    FileCase(.fileContainingSymbol("grpc.health.v1.HealthCheckResponse.SERVING"), health),
    FileCase(.fileContainingSymbol("grpc.channelz.v1.Address.TcpIpAddress.port"), channelz),
    FileCase(.fileContainingSymbol("grpc.channelz.v1.Security.Tls.cipher_suite"), channelz),
    FileCase(.fileContainingSymbol("google.protobuf.Timestamp"), timestamp),
    FileCase(
      .fileContainingSymbol("grpc.reflection.v1alpha.ServerReflection"),
      "grpc/reflection/v1alpha/reflection.proto"),
    FileCase(
      .fileContainingExtension(
        .with {
          $0.containingType = "google.protobuf.MethodOptions"
          $0.extensionNumber = 50_001
        }), "made/up.proto"),
  ]

  @Test(arguments: files) func filesAreFound(_ wanted: FileCase) throws {
    var conversation = ReflectionConversation(Self.index)
    let answer = Self.ask(&conversation, wanted.question)
    guard case .fileDescriptorResponse(let response) = answer else {
      Issue.record("no file: \(String(describing: answer))")
      return
    }
    #expect(response.fileDescriptorProto.first.map(Self.path(of:)) == wanted.path)
  }

  static let absent: [Question] = [
    .fileByFilename(""), .fileByFilename("no/such.proto"), .fileByFilename("../etc/passwd"),
    .fileContainingSymbol(""), .fileContainingSymbol("."), .fileContainingSymbol("grpc"),
    .fileContainingSymbol("grpc.health.v1"), .fileContainingSymbol("grpc.health.v1.Health.No"),
    .fileContainingSymbol("Health"),
    .fileContainingExtension(ReflectionExtensionRequest()),
    .fileContainingExtension(.with { $0.containingType = "google.protobuf.MethodOptions" }),
    .fileContainingExtension(
      .with {
        $0.containingType = "no.Such"
        $0.extensionNumber = 50_001
      }),
    .allExtensionNumbersOfType(""), .allExtensionNumbersOfType("no.Such"),
    .allExtensionNumbersOfType("grpc.health.v1.Health"),
  ]

  @Test(arguments: absent) func absentThingsAreNotFound(_ question: Question) throws {
    var conversation = ReflectionConversation(Self.index)
    guard case .errorResponse(let error) = Self.ask(&conversation, question) else {
      Issue.record("something was found")
      return
    }
    #expect(error.errorCode == 5)
    #expect(!error.errorMessage.isEmpty)
  }

  @Test func noQuestionIsInvalid() throws {
    var conversation = ReflectionConversation(Self.index)
    guard case .errorResponse(let error) = Self.ask(&conversation, nil) else {
      Issue.record("something was found")
      return
    }
    #expect(error.errorCode == 3)
  }

  @Test func extensionNumbersRise() throws {
    var conversation = ReflectionConversation(Self.index)
    func numbers(_ type: String) -> [Int32]? {
      guard
        case .allExtensionNumbersResponse(let response) =
          Self.ask(&conversation, .allExtensionNumbersOfType(type))
      else { return nil }
      #expect(response.baseTypeName == type)
      return Array(response.extensionNumber)
    }
    #expect(numbers("google.protobuf.MethodOptions") == [50_001, 50_002])
    #expect(numbers("grpc.health.v1.HealthCheckRequest") == [])
  }

  /// The answer repeats host and question, and lists every service once, in order.
  @Test func servicesAreListed() throws {
    var conversation = ReflectionConversation(Self.index)
    let request = ReflectionServerReflectionRequest.with {
      $0.host = "office.example"
      $0.listServices = "*"
    }
    let response = conversation.answer(request)
    #expect(response.validHost == "office.example")
    #expect(response.originalRequest == request)
    #expect(
      response.listServicesResponse.service.map(\.name) == [
        "grpc.channelz.v1.Channelz", "grpc.health.v1.Health",
        "grpc.reflection.v1alpha.ServerReflection", "made.up.Service",
      ])
  }

  /// What a file imports comes along once on a stream, so that a client can link what it has; the
  /// file that is asked for comes each time.
  @Test func importsComeOnceOnAStream() throws {
    var conversation = ReflectionConversation(Self.index)
    func paths(_ path: String) -> [String] {
      guard
        case .fileDescriptorResponse(let response) = Self.ask(&conversation, .fileByFilename(path))
      else { return [] }
      return response.fileDescriptorProto.map(Self.path(of:))
    }
    let imports: Set = [
      "google/protobuf/any.proto", "google/protobuf/duration.proto",
      "google/protobuf/timestamp.proto", "google/protobuf/wrappers.proto",
    ]
    let first = paths(Self.channelz)
    #expect(first.first == Self.channelz)
    #expect(first.count == 5 && Set(first.dropFirst()) == imports)
    #expect(paths(Self.channelz) == [Self.channelz])
    #expect(paths(Self.timestamp) == [Self.timestamp])
  }

  /// Over a connection, by both names: the questions of one stream are answered in their order.
  @Test(arguments: [false, true]) func answersOverAConnection(isAlpha: Bool) async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.register(HealthDesk(HealthBoard()))
    router.registerReflection()
    try await GRPCServer.run(router: router, grace: .seconds(1)) { server in
      let channel = try server.channel()
      let method =
        isAlpha
        ? .serverReflectionInfoAlpha : ServerReflectionServiceMethods.serverReflectionInfo
      let call = channel.bidirectional(method)
      var answers = call.responses.makeAsyncIterator()
      for question in [
        Question.listServices(""), .fileByFilename("no/such.proto"), .fileByFilename(Self.health),
      ] {
        try await call.requests.write(.with { $0.messageRequest = question })
        let answer = try await answers.next()
        #expect(answer?.originalRequest.messageRequest == question)
        switch question {
        case .listServices:
          #expect(
            answer?.listServicesResponse.service.map(\.name) == [
              "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
              "grpc.reflection.v1alpha.ServerReflection",
            ])
        case .fileByFilename(Self.health):
          #expect(answer?.fileDescriptorResponse.fileDescriptorProto.count == 1)
        default: #expect(answer?.errorResponse.errorCode == 5)
        }
      }
      try await call.requests.finish()
      #expect(try await answers.next() == nil)
      channel.close()
    }
  }

  /// A descriptor that is cut off or altered anywhere is read without a trap.
  @Test func brokenDescriptorsDoNotTrap() {
    let whole = LintasStandardContracts.channelzService.files.last?.bytes ?? []
    let symbols = DescribedFile(whole).symbols.count
    #expect(symbols > 190)
    for length in stride(from: 0, to: whole.count, by: 61) {
      #expect(DescribedFile(Array(whole.prefix(length))).symbols.count <= symbols)
      var altered = whole
      altered[length] ^= 0xff
      #expect(DescribedFile(altered).bytes.count == whole.count)
    }
  }

  /// The index of two services of the standard, one version of reflection, and a made-up service
  /// whose file extends options.
  private static let index = ReflectionIndex([
    LintasStandardContracts.healthService, LintasStandardContracts.channelzService,
    LintasAlphaContracts.serverReflectionService, LintasStandardContracts.healthService,
    ServiceContract(service: "made.up.Service") {
      // name: "made/up.proto", package: "made.up", and two extensions of MethodOptions.
      [
        ContractFile(
          path: "made/up.proto",
          latin1: """
            \u{a}\u{d}made/up.proto\u{12}\u{7}made.up\
            :)\u{a}\u{1}b\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{d2}\u{86}\u{3}(\u{8}\
            :)\u{a}\u{1}a\u{12}\u{1e}.google.protobuf.MethodOptions\u{18}\u{d1}\u{86}\u{3}(\u{8}
            """)
      ]
    },
  ])

  private static func ask(
    _ conversation: inout ReflectionConversation, _ question: Question?
  ) -> Answer? {
    conversation.answer(.with { $0.messageRequest = question }).messageResponse
  }

  /// Field 1 of a FileDescriptorProto.
  private static func path(of file: [UInt8]) -> String {
    for case (1, .bytes(let name)) in DescriptorFields(file[...]) {
      return String(decoding: name, as: UTF8.self)
    }
    return ""
  }
}
