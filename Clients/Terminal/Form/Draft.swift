internal import LintasMessages
internal import LintasProtobuf

/// A form that can be sent, and what else is needed to send it.
struct Draft {
  /// The form.
  private(set) var form: ApplicationForm
  /// Whether the person declares to have every paper that the office asks for.
  let declaresAllDocuments: Bool
  /// Phone number to open an account with; nil if there is to be none.
  let phone: String?

  /// A draft.
  init(form: ApplicationForm, declaresAllDocuments: Bool, phone: String?) {
    self.form = form
    self.declaresAllDocuments = declaresAllDocuments
    self.phone = phone
  }

  /// Declares papers.
  mutating func declare(_ documents: [DocumentKind]) {
    for document in documents { form.documents.append(document) }
  }
}
