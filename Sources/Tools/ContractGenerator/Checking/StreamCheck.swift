/// Refuses stubs of methods that the runtime's clients do not carry: those that take a stream of
/// requests.
struct StreamCheck {
  /// The run.
  let context: GenerationContext

  /// The methods of a file that take streams, if their stubs are wanted.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    guard context.parameters.parts.contains(.clients) else { return [] }
    return file.services.flatMap(\.methods).filter(\.isClientStreaming).map { method in
      Refusal(
        file: file.name, place: method.place,
        sentence: "method \"\(method.name)\" takes a stream of requests, which clients of "
          + "LintasRPC do not carry; generate its interface alone.")
    }
  }
}
