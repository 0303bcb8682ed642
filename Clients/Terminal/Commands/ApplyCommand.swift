internal import ArgumentParser
internal import LintasMessages

/// `lintas apply`: asks for a passport, from the question which papers to the promised day.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply for a passport.",
    discussion: """
      What is asked for comes from a form file, from flags, or from both; flags win. A form file \
      holds one `name = value` a line, with the flags' names: `birth-date = 1995-03-10`. Lines \
      that begin with # are left out.

      Without a session the command signs in with the holder's NIK and a secret, and opens an \
      account first if a phone number is given and there is none. The session is kept for \
      `lintas status`.
      """)

  @Option(help: "File with the form.") var form: String?
  @OptionGroup(title: "Form") var fields: FormOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  /// Prints papers and fee, sends the form, and prints its number and the promised day.
  mutating func run() async throws {
    let fields = fields
    let file = form
    try await connection.serve { office in
      var entries = FormEntries()
      if let file { try entries.read(file: file) }
      fields.add(to: &entries)
      var draft = try entries.draft()
      let desk = ApplicationDesk(office: office)
      try await desk.signIn(draft)
      try await desk.askForPapers(&draft)
      let application = try await desk.submit(draft.form)
      office.print(office.words.received(application))
    }
  }
}
