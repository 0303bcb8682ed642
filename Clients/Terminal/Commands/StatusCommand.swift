internal import ArgumentParser
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// `lintas status`: how far one's applications are, and every step as it happens.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show your applications, or one with every step.",
    discussion: "With --watch it goes on and prints each step as it happens, until Ctrl-C.")

  @Argument(help: "Number of one application; without it all are listed.") var application: String?
  @Flag(help: "Go on, and print each step as it happens.") var watch = false
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  /// Prints what there is; with `--watch` it ends only when it is stopped.
  mutating func run() async throws {
    let application = application
    let watch = watch
    try await connection.serve { office in
      if watch {
        try await Self.follow(application, office)
      } else if let application {
        let request = GetApplicationRequest.with { $0.applicationID = application }
        let answer = try await office.client.applicant.getApplication(
          request, options: office.options())
        office.print(office.words.timeline(answer.application))
      } else {
        try await Self.list(office)
      }
    }
  }

  /// Prints all applications, newest first, page by page.
  private static func list(_ office: Office) async throws {
    var request = ListApplicationsRequest()
    var any = false
    repeat {
      let page = try await office.client.applicant.listApplications(
        request, options: office.options())
      for summary in page.applications {
        any = true
        office.print(office.words.line(summary))
      }
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    if !any {
      office.say(
        id: "Belum ada permohonan. Ajukan dengan: lintas apply",
        en: "There are no applications. Make one with: lintas apply")
    }
  }

  /// Prints steps as they happen; a broken line is taken up again where it broke.
  private static func follow(_ application: String?, _ office: Office) async throws {
    var request = WatchApplicationsRequest.with { $0.applicationID = application ?? "" }
    var hasBegun = false
    var isBroken = false
    while true {
      do {
        let steps = office.client.applicant.watchApplications(
          request, options: office.options(endless: true))
        for try await step in steps {
          // 0 among the first events: the state is not told to its end, so it would be asked again.
          if step.sequence > 0 { request.resumeAfter = step.sequence }
          hasBegun = true
          isBroken = false
          office.print(office.words.step(step))
        }
      } catch let status as Status where status.code == .unavailable && hasBegun {
        if !isBroken {
          office.say(
            id: "Sambungan terputus; mencoba lagi.", en: "The line is broken; trying again.")
        }
        isBroken = true
      } catch let status as Status where status.code == .outOfRange {
        // So long ago that the steps between are no longer kept: begin with the present state.
        request.resumeAfter = 0
      }
      try await Task.sleep(for: .seconds(1))
    }
  }
}
