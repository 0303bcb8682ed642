/// Emits what a list of all services shows of one: its methods and what the contract says of them.
struct ListingEmitter {
  /// The run.
  let context: GenerationContext
  /// The service.
  let service: ServiceDescriptor

  /// A computed property of the service's stub: nothing is made before it is asked for.
  func emit(_ printer: inout CodePrinter) {
    printer.line("/// The service and its methods, for programs that call what a person names.")
    printer.block("\(context.visibility) static var listing: ServiceListing {") {
      $0.block("ServiceListing(", tail: ")") {
        $0.line("name: \"\(service.fullName)\",")
        $0.line("comment: \(comment(service.place)),")
        guard !service.methods.isEmpty else { return $0.line("methods: []") }
        $0.block("methods: [", tail: "]") { printer in
          for method in service.methods { line(method, &printer) }
        }
      }
    }
  }

  private func line(_ method: MethodDescriptor, _ printer: inout CodePrinter) {
    printer.block("MethodListing(", tail: "),") {
      $0.line("Methods.\(SwiftNames.member(method.name)),")
      $0.line("comment: \(comment(method.place))")
    }
  }

  private func comment(_ place: SourcePlace) -> String {
    CodePrinter.swiftString(place.firstSentence)
  }
}
