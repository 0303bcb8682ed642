internal import ArgumentParser
internal import LintasClient
internal import LintasProtobuf
internal import LintasStandard

/// `lintas health`: whether the server takes calls.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Ask whether the server takes calls.")

  @OptionGroup var connection: ConnectionOptions

  /// Prints one line; ends with 0 only if the server serves.
  mutating func run() async throws {
    try await connection.serve { office in
      let clock = ContinuousClock()
      let began = clock.now
      let answer = try await office.client.health.check(
        HealthCheckRequest(), options: office.options())
      let took = Amounts.milliseconds(clock.now - began)
      guard answer.status == .serving else {
        throw Complaint(
          id: "Server \(office.address) hidup, tetapi sedang tidak melayani. Coba lagi nanti.",
          en: "The server \(office.address) is up and takes no calls now. Try again later.")
      }
      office.say(
        id: "Server \(office.address) melayani (\(took)).",
        en: "The server \(office.address) is serving (\(took)).")
    }
  }
}
