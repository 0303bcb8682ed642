internal import LintasProtobuf
public import LintasRPC
public import LintasStandard

/// `grpc.reflection.v1.ServerReflection` and its `v1alpha`: shows the contracts of a server's
/// services, so that a program such as `buf curl` can call them without having them.
///
/// `Router.registerReflection` registers both. Who may ask is the Door's to say.
public struct ReflectionDesk<Caller: Sendable>: ServerReflectionService {
  private let catalogue: ReflectionCatalogue

  /// A desk that answers from this catalogue.
  public init(_ catalogue: ReflectionCatalogue) {
    self.catalogue = catalogue
  }

  /// Answers each question as it comes. What is not there is an `ErrorResponse` and no error of the
  /// call.
  public func serverReflectionInfo(
    _ requests: RequestStream<ReflectionServerReflectionRequest>,
    to responses: ResponseWriter<ReflectionServerReflectionResponse>, by caller: Caller
  ) async throws {
    var conversation = ReflectionConversation(catalogue.index)
    while let request = try await requests.next() {
      try await responses.write(conversation.answer(request))
    }
  }
}
