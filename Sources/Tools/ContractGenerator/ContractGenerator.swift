/// The generator as a function: protoc's request in, the files to write out.
///
/// The order is: read the parameters, check all that is asked for and refuse what cannot be borne,
/// have protoc-gen-c make the structures from a rewritten request, emit our own files.
public enum ContractGenerator {
  /// Answers a request. Refusals are part of the answer, as protoc wants it.
  public static func respond(to request: PluginRequest) -> PluginResponse {
    do {
      return PluginResponse(files: try generate(request))
    } catch {
      return PluginResponse(error: error.description)
    }
  }

  /// Makes the files that a request asks for.
  ///
  /// - Throws: `GenerationError` with every refusal.
  static func generate(
    _ request: PluginRequest
  ) throws(GenerationError) -> [PluginResponse.File] {
    let parameters = try GeneratorParameters(parsing: request.parameter)
    let context = GenerationContext(request, parameters)
    try ContractCheck(context: context).run()
    var files: [PluginResponse.File] = []
    if parameters.parts.contains(.structures) { files += try structures(context) }
    if parameters.parts.contains(.messages) { files += TypesEmitter(context: context).files() }
    if !parameters.parts.isDisjoint(with: [.interfaces, .contracts]) {
      files += ContractsEmitter(context: context).files()
    }
    for file in request.wanted {
      if parameters.parts.contains(.messages) {
        files += [MessagesEmitter(context: context).file(file)].compactMap { $0 }
      }
      if parameters.parts.contains(.interfaces) {
        files += [InterfacesEmitter(context: context).file(file)].compactMap { $0 }
      }
      if parameters.parts.contains(.clients) {
        files += [ClientsEmitter(context: context).file(file)].compactMap { $0 }
      }
      if parameters.parts.contains(.doubles) {
        files += [DoublesEmitter(context: context).file(file)].compactMap { $0 }
      }
    }
    return files
  }

  /// protoc-gen-c's files, our tables and accessors, and what makes them a module.
  private static func structures(
    _ context: GenerationContext
  ) throws(GenerationError) -> [PluginResponse.File] {
    let request = StructureRequest(rewriting: context.request, index: context.index)
    let program = context.parameters.structureGenerator
    var files = try StructureGenerator(program: program).run(request)
    for index in files.indices where files[index].name.hasSuffix(".h") {
      files[index].name = "include/" + files[index].name
    }
    let facts = TableFacts(context)
    for file in context.request.wanted {
      files.append(AccessorEmitter(context: context).file(file))
      files.append(TableEmitter(context: context, facts: facts).file(file))
    }
    return files + ModuleEmitter(context: context).files()
  }
}
