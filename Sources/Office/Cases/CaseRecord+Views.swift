package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard

/// What others see of a case.
extension CaseRecord {
  /// The application in one line.
  package var summary: ApplicationSummary {
    let application = application
    return .with {
      $0.applicationID = application.applicationID
      $0.state = application.state
      $0.kind = application.form.kind
      $0.fullName = application.form.person.fullName
      $0.submittedAt = application.submittedAt
      $0.dueDate = application.dueDate
    }
  }

  /// The newest step, as the change feed carries it.
  var latestStep: ApplicationStepRecord {
    .with {
      $0.application = summary
      if let entry = application.timeline.last { $0.entry = entry }
    }
  }

  /// The case as an officer sees it.
  ///
  /// - Parameters:
  ///   - officer: the account that looks.
  ///   - warnings: what the officer should look at.
  package func file(for officer: String, warnings: [CaseWarning]) -> CaseFile {
    .with { file in
      file.application = application
      file.claimedByMe = officerAccountID == officer
      for warning in warnings {
        file.warnings.append {
          $0.code = warning.code
          $0.text.set(warning.phrase)
        }
      }
    }
  }
}
