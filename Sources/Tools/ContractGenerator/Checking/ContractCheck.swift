/// Everything that has to hold before a line is emitted. Whatever the emitters cannot bear is
/// refused here, with its place, so that they need not fail.
struct ContractCheck {
  /// The run.
  let context: GenerationContext

  /// Runs all checks.
  ///
  /// - Throws: `GenerationError` with every refusal.
  func run() throws(GenerationError) {
    let needed = StructureRequest(rewriting: context.request, index: context.index).files
    let names = Set(needed.map(\.name))
    var refusals: [Refusal] = []
    for file in context.request.files where names.contains(file.name) {
      refusals += SyntaxCheck(context: context).refusals(of: file)
    }
    refusals += CNameCheck.refusals(of: context.request.files.filter { names.contains($0.name) })
    refusals += SwiftModuleCheck(context: context).refusals()
    refusals += SwiftNameCheck(context: context).refusals()
    for file in context.request.wanted {
      refusals += SizeCheck().refusals(of: file)
      refusals += ModuleCheck(context: context).refusals(of: file)
      refusals += RuleCheck(context: context).refusals(of: file)
      refusals += PolicyCheck(context: context).refusals(of: file)
    }
    if !refusals.isEmpty { throw GenerationError(refusals) }
  }
}
