internal import Foundation
internal import Glibc
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// The steps of an application, in their order: sign in, ask for papers, submit.
struct ApplicationDesk {
  /// Where the calls go.
  let office: Office

  /// Makes sure that calls carry a session: the one that is there if it still holds, else a new one
  /// for the holder's NIK, with a new account if there is none and a phone number is given.
  func signIn(_ draft: Draft) async throws {
    if office.isSignedIn, try await isSessionOpen() { return }
    let name = draft.form.person.nik
    guard !name.isEmpty else {
      throw Complaint(
        id: "Isi nik, di formulir atau dengan --nik.", en: "Give the nik, in the form or by --nik.")
    }
    let secret = try secret()
    do {
      try await openSession(name, secret)
    } catch let status as Status where status.code == .unauthenticated {
      guard let phone = draft.phone else { throw status }
      try await register(draft.form.person, phone: phone, secret: secret)
      try await openSession(name, secret)
    }
  }

  /// Shows the papers that this form has to declare; declares them all if the person said so.
  ///
  /// Papers are known only if kind, reason and day of birth are right. If they are not, the form is
  /// sent as it is: its refusal names every fault at once, these and all others.
  func askForPapers(_ draft: inout Draft) async throws {
    let answer: GetRequirementsResponse
    do {
      answer = try await requirements(draft.form)
    } catch let status as Status where status.code == .invalidArgument {
      if draft.declaresAllDocuments { draft.declare(DocumentWords.kinds.map(\.value)) }
      return
    }
    if draft.declaresAllDocuments { draft.declare(answer.documents.map(\.document)) }
    office.print(office.words.papers(answer, declared: draft.form))
  }

  private func requirements(_ form: ApplicationForm) async throws -> GetRequirementsResponse {
    let request = GetRequirementsRequest.with {
      $0.kind = form.kind
      $0.reason = form.reason
      $0.birthDate = form.person.birthDate
      $0.maritalStatus = form.person.maritalStatus
      $0.forceMajeure = form.forceMajeure
    }
    return try await office.client.applicant.getRequirements(request, options: office.options())
  }

  /// Sends the form. If its answer is lost, sending the same form again, also by a later command,
  /// gives that answer and no second application.
  func submit(_ form: ApplicationForm) async throws -> Application {
    let request = SubmitApplicationRequest.with { $0.form = form }
    let pending = PendingChange(server: office.address, request: request.encoded())
    var options = office.options()
    options.metadata.append("idempotency-key", try pending.key())
    do {
      let answer = try await office.client.applicant.submitApplication(request, options: options)
      pending.forget()
      return answer.application
    } catch let status as Status {
      pending.settle(status)
      throw status
    }
  }

  private func isSessionOpen() async throws -> Bool {
    do {
      _ = try await office.client.identity.whoAmI(WhoAmIRequest(), options: office.options())
      return true
    } catch let status as Status where status.code == .unauthenticated {
      return false
    }
  }

  private func openSession(_ name: String, _ secret: String) async throws {
    let request = SignInRequest.with {
      $0.name = name
      $0.secret = secret
    }
    let session = try await office.client.identity.signIn(request, options: office.options())
    try office.signIn(token: session.sessionToken)
  }

  private func register(_ person: Person, phone: String, secret: String) async throws {
    let request = RegisterRequest.with {
      $0.nik = person.nik
      $0.fullName = person.fullName
      $0.phone = phone
      $0.secret = secret
    }
    do {
      _ = try await office.client.identity.register(request, options: office.options())
    } catch let status as Status where status.code == .alreadyExists {
      throw Complaint(
        id: "NIK atau nomor telepon ini sudah punya akun, dan rahasianya lain.",
        en: "This NIK or phone number has an account, and its secret is another one.")
    }
    office.say(id: "Akun dibuka untuk NIK itu.", en: "An account is opened for that NIK.")
  }

  /// The secret from the environment, or from the terminal without being shown.
  private func secret() throws -> String {
    if let secret = ProcessInfo.processInfo.environment["LINTAS_SECRET"], !secret.isEmpty {
      return secret
    }
    let prompt = office.words.language.text(id: "Rahasia (PIN): ", en: "Secret (PIN): ")
    guard isatty(STDIN_FILENO) == 1, let typed = getpass(prompt), typed.pointee != 0 else {
      throw Complaint(
        id: "Beri rahasia akun lewat LINTAS_SECRET, atau jalankan di terminal.",
        en: "Give the account's secret by LINTAS_SECRET, or run this on a terminal.")
    }
    return String(cString: typed)
  }
}
