/// Refuses methods that the runtime has no calls for: those that take a stream of requests.
struct StreamCheck {
  /// The run.
  let context: GenerationContext

  /// The methods of a file that take streams, if their code is wanted.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    if context.parameters.parts.isDisjoint(with: [.interfaces, .clients]) { return [] }
    return file.services.flatMap(\.methods).filter(\.isClientStreaming).map { method in
      Refusal(
        file: file.name, place: method.place,
        sentence: "method \"\(method.name)\" takes a stream of requests, which LintasRPC does not "
          + "carry; write a unary method that takes one part a call.")
    }
  }
}
