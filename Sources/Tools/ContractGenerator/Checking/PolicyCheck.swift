/// Denies by default: a method of a policed package that does not say who may call it is refused.
struct PolicyCheck {
  /// The run.
  let context: GenerationContext

  /// The methods of a file whose policy is missing or makes no sense.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    file.services.flatMap(\.methods).compactMap { method in
      sentence(method, isPoliced: context.parameters.isPoliced(file.package)).map {
        Refusal(file: file.name, place: method.place, sentence: $0)
      }
    }
  }

  private func sentence(_ method: MethodDescriptor, isPoliced: Bool) -> String? {
    guard let policy = context.options.policy(of: method) else {
      return isPoliced
        ? "method \"\(method.name)\" has no policy; add option (lintas.v1.policy)." : nil
    }
    if policy.callers == 0 && isPoliced {
      return "the policy of method \"\(method.name)\" allows nobody; name its callers."
    }
    if policy.execution == .inline && method.isServerStreaming {
      return "method \"\(method.name)\" streams, so it waits and cannot run INLINE."
    }
    return nil
  }
}
