/// Denies by default: a method of a policed package that does not say who may call it is refused.
struct PolicyCheck {
  /// The run.
  let context: GenerationContext

  /// The methods of a file whose policy is missing or makes no sense.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    let isPoliced = context.parameters.isPoliced(file.package)
    return file.services.flatMap { service in
      service.methods.compactMap { method in
        sentence(method, of: service, isPoliced: isPoliced).map {
          Refusal(file: file.name, place: method.place, sentence: $0)
        }
      }
    }
  }

  private func sentence(
    _ method: MethodDescriptor, of service: ServiceDescriptor, isPoliced: Bool
  ) -> String? {
    if isPoliced {
      guard let policy = context.options.policy(of: method) else {
        return "method \"\(method.name)\" has no policy; add option (lintas.v1.policy)."
      }
      if policy.callers == 0 {
        return "the policy of method \"\(method.name)\" allows nobody; name its callers."
      }
    }
    if let policy = context.options.policy(of: method), let fault = fault(of: policy) {
      return "the policy of method \"\(method.name)\" \(fault)"
    }
    if context.isInline(method, of: service) && method.isServerStreaming {
      return "method \"\(method.name)\" streams, so it waits and cannot run INLINE."
    }
    return nil
  }

  /// What a policy says that can mean nothing.
  private func fault(of policy: MethodPolicy) -> String? {
    if policy.callers & 1 == 1 { return "allows a role that is not specified; name its callers." }
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789_.-"
    if !policy.competence.allSatisfy(letters.contains) {
      return "asks for a competence whose name has other characters than small letters, digits, "
        + "\"_\", \".\" and \"-\"."
    }
    return nil
  }
}
