package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard

/// What others see of a case.
extension CaseRecord {
  /// The application as its owner sees it.
  package var ownersView: Application { application }

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

  /// The last day of validity of the passport that is asked for, if it were issued on a day; nil if
  /// it cannot be issued then.
  package func lastDay(by rules: ReferenceBook, issued: CivilDate) -> CivilDate? {
    let form = application.form
    guard let born = CivilDate(form.person.birthDate) else { return nil }
    return rules.validity(on: issued).lastDay(
      of: form.validity, issued: issued, born: born,
      dualCitizenship: form.person.dualCitizenship)
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
