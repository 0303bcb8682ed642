internal import Glibc
internal import LintasCrypto
internal import LintasOffice
internal import LintasStore

/// What the operator's commands share: finding the data folder, opening the office, reading a
/// secret, and waiting for work that is asynchronous.
enum Console {
  /// The data folder of a command.
  static func dataLayout(_ given: String?) throws(SettingFaults) -> DataLayout {
    try settings(given).layout
  }

  /// The data folder of a command that opens the store, and the limits of `LINTAS_LIMIT`, which
  /// hold for the server too.
  static func settings(
    _ given: String?
  ) throws(SettingFaults) -> (layout: DataLayout, limits: Limits) {
    var reader = SettingReader()
    let layout = reader.data(given)
    let limits = reader.limits([])
    guard reader.faults.isEmpty else { throw SettingFaults(sentences: reader.faults) }
    return (layout, limits)
  }

  /// Opens the office's store, lets `body` work on it, and closes it. The server must not run: it
  /// holds the store.
  static func withRegistry<Result: Sendable>(
    _ layout: DataLayout, _ limits: Limits,
    _ body: @escaping @Sendable (Registry) async throws -> Result
  ) throws -> Result {
    try layout.create()
    var configuration = StoreConfiguration(folder: layout.store, tables: Registry.tables)
    configuration.mapBytes = limits.storeMapBytes
    let store = try Store.open(configuration)
    defer { store.close() }
    return try wait {
      try await body(Registry.open(store, surroundings: .real))
    }
  }

  /// Runs asynchronous work from a command's plain function and returns its outcome.
  static func wait<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    let outcome = Outcome<Result>()
    Task {
      do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
    }
    return try outcome.get()
  }

  /// Reads one line from standard input, without echo if it is a terminal.
  ///
  /// - Throws: `ConsoleError` if there is none.
  static func readSecret(prompt: String) throws(ConsoleError) -> String {
    var settings = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &settings) == 0
    if isTerminal {
      print(prompt, terminator: " ")
      fflush(nil)
      var silent = settings
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSANOW, &silent)
    }
    let line = readLine()
    if isTerminal {
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
      print("")
    }
    guard let line, !line.isEmpty else {
      throw ConsoleError("no secret was given; write it as one line on standard input")
    }
    return line
  }
}
