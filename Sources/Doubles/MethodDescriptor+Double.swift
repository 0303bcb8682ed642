internal import LintasProtobuf
internal import LintasRPC

extension MethodDescriptor {
  /// The method as a double serves it: wherever the real one runs, an answer of a test may wait and
  /// needs no worker thread.
  var servedByDouble: MethodDescriptor {
    MethodDescriptor(
      service: service, method: method, path: path, kind: kind,
      policy: MethodPolicy(
        callers: policy.callers, execution: .loop, changes: policy.changes, audit: policy.audit,
        competence: policy.competence, rate: policy.rate))
  }

  /// What a call gets to which no test has given an answer.
  var unanswered: Status {
    Status(.unimplemented, "the double of \(service)/\(method) was given no answer")
  }
}
