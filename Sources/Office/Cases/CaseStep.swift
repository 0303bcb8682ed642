package import LintasMessages
internal import LintasRecords

/// A step of an application, as those see it who watch.
package struct CaseStep: Sendable {
  /// The application after the step.
  package let application: ApplicationSummary

  /// The step.
  package let entry: TimelineEntry

  init(_ record: ApplicationStepRecord) {
    application = record.application
    entry = record.entry
  }
}
