internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// The questions and answers of one stream. It remembers which files it sent, and sends what a file
/// imports only once.
struct ReflectionConversation {
  private let index: ReflectionIndex
  private var sent: Set<String> = []

  /// A conversation about what stands in this index.
  init(_ index: ReflectionIndex) {
    self.index = index
  }

  /// The answer to a question.
  mutating func answer(
    _ request: ReflectionServerReflectionRequest
  ) -> ReflectionServerReflectionResponse {
    var response = ReflectionServerReflectionResponse.with {
      $0.validHost = request.host
      $0.originalRequest = request
    }
    do throws(Status) {
      response.messageResponse = try answer(to: request.messageRequest)
    } catch {
      response.errorResponse = .with {
        $0.errorCode = Int32(error.code.rawValue)
        $0.errorMessage = error.message
      }
    }
    return response
  }

  private mutating func answer(
    to question: ReflectionServerReflectionRequest.MessageRequest?
  ) throws(Status) -> ReflectionServerReflectionResponse.MessageResponse {
    switch question {
    case .fileByFilename(let path):
      return try file(index.hasFile(path) ? path : nil, "no such file")
    case .fileContainingSymbol(let symbol):
      // Some programs write full names as the compiler does, with a dot in front.
      let name = symbol.hasPrefix(".") ? String(symbol.dropFirst()) : symbol
      return try file(index.path(declaring: name), "no such symbol")
    case .fileContainingExtension(let which):
      return try file(
        index.path(extending: which.containingType, at: which.extensionNumber),
        "no such extension")
    case .allExtensionNumbersOfType(let message):
      guard let numbers = index.extensionNumbers(of: message) else {
        throw Status(.notFound, "no such message")
      }
      return .allExtensionNumbersResponse(
        .with {
          $0.baseTypeName = message
          for number in numbers { $0.extensionNumber.append(number) }
        })
    case .listServices:
      return .listServicesResponse(
        .with { list in
          for name in index.services { list.service.append { $0.name = name } }
        })
    case nil:
      throw Status(.invalidArgument, "the question is none that is known here")
    }
  }

  private mutating func file(
    _ path: String?, _ refusal: String
  ) throws(Status) -> ReflectionServerReflectionResponse.MessageResponse {
    guard let path else { throw Status(.notFound, refusal) }
    let files = index.files(from: path, sent: &sent)
    return .fileDescriptorResponse(
      .with { for file in files { $0.fileDescriptorProto.append(file) } })
  }
}
