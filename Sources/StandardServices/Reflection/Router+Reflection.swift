public import LintasRPC
internal import LintasStandard

extension Router {
  /// Shows the contracts of all services that are registered by now, and of reflection itself, to
  /// whom the Door lets: as `grpc.reflection.v1.ServerReflection` and, for programs that know
  /// nothing newer, as `grpc.reflection.v1alpha.ServerReflection`.
  public mutating func registerReflection() {
    let own = [
      LintasStandardContracts.serverReflectionService, LintasAlphaContracts.serverReflectionService,
    ]
    let desk = ReflectionDesk<Caller>(ReflectionCatalogue(contracts + own))
    register(desk)
    describe(LintasAlphaContracts.serverReflectionService)
    bidirectional(.serverReflectionInfoAlpha) { requests, responses, caller in
      try await desk.serverReflectionInfo(requests, to: responses, by: caller)
    }
  }
}

extension MethodDescriptor<
  ReflectionServerReflectionRequest, ReflectionServerReflectionResponse
> {
  /// The method of v1alpha, whose messages are on the wire what those of v1 are.
  static var serverReflectionInfoAlpha: Self {
    MethodDescriptor(
      service: "grpc.reflection.v1alpha.ServerReflection",
      method: "ServerReflectionInfo",
      path: "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      kind: .bidirectional,
      policy: .unstated
    )
  }
}
