internal import Glibc
internal import LintasCrypto
internal import LintasOffice
internal import LintasRPC
internal import LintasStore
internal import LintasTransport
internal import Logging

/// The running server: the store, the office on it, the services, and the way in.
package enum LintasServer {
  /// Serves until SIGTERM or SIGINT, then lets running calls finish and closes the store. At each
  /// SIGHUP it reads its certificates anew.
  ///
  /// Runs on the process's first thread, which waits for signals; call it before any other thread
  /// exists, since every thread inherits which signals are blocked.
  ///
  /// - Throws: what stops the start, as an error whose description is a sentence.
  package static func serve(_ settings: ServerSettings) throws {
    let signals = ServerSignals()
    let log = Logger(label: "lintasd") { _ in LineLog(level: settings.logLevel) }
    log.notice("starting", metadata: ["version": "\(LintasVersion.text)"])
    logLimits(settings, log)

    try settings.data.create()
    let store = try openStore(settings, log)
    let registry = try Console.wait {
      try await Registry.open(store, surroundings: .real)
    }
    if let warning = registry.referenceWarning { log.warning("\(warning)") }
    let certificates = ServerCertificates(settings)
    let services = OfficeServices(registry: registry, standard: settings.standard) { failure in
      log.error(
        "call failed",
        metadata: [
          "id": "\(failure.id)", "method": "\(failure.method.path)",
          "error": "\(FailureText.text(of: failure.error))",
        ])
    }
    let server = try GRPCServer(
      router: services.router, configuration: configuration(settings, log))
    try listen(server, settings, certificates, log)
    let counting = CountingTask(registry, log: log)

    waitForTheEnd(signals, server, certificates, log)
    services.endWatches()
    let isEmpty = try Console.wait {
      let isEmpty = await server.shutdown(grace: settings.limits.shutdownGrace)
      await counting.stop()
      return isEmpty
    }
    if !isEmpty { log.warning("handlers have not returned; they are left behind") }
    StoreEnd.close(store, isUsed: !isEmpty, log)
    let written = store.statistics
    log.notice(
      "stopped",
      metadata: [
        "calls-cut": "\(!isEmpty)", "commits": "\(written.commits)",
        "writes": "\(written.writes)", "largest-commit": "\(written.largestBatch)",
      ])
  }

  /// Opens every way in, or none.
  private static func listen(
    _ server: GRPCServer, _ settings: ServerSettings, _ certificates: ServerCertificates,
    _ log: Logger
  ) throws {
    let tls = try certificates.read()
    var addresses: [String] = []
    for place in settings.listen {
      let address = try server.listen(on: place, tls: tls, socketMode: settings.socketMode) {
        log.info("connection ended", metadata: ["reason": "\($0)"])
      }
      addresses.append("\(address)")
    }
    log.notice(
      "listening",
      metadata: [
        "address": "\(addresses.joined(separator: " "))", "loops": "\(settings.loops)",
      ])
    ReadyLine.tell(addresses)
  }

  /// Does what signals ask for, until one asks for the end.
  private static func waitForTheEnd(
    _ signals: ServerSignals, _ server: GRPCServer, _ certificates: ServerCertificates,
    _ log: Logger
  ) {
    while true {
      switch signals.wait() {
      case .stop(let signal):
        log.notice("stopping", metadata: ["signal": "\(signal)"])
        signals.endAtOnceWhenRepeated()
        return
      case .reload:
        do {
          server.replaceTLS(try certificates.read())
          log.notice("certificates read anew")
        } catch {
          log.error(
            "certificates not read anew; the old ones stay", metadata: ["reason": "\(error)"])
        }
      }
    }
  }

  private static func logLimits(_ settings: ServerSettings, _ log: Logger) {
    var values: Logger.Metadata = [:]
    for limit in Limit.all { values[limit.name] = "\(limit.get(settings.limits))" }
    log.notice("limits", metadata: values)
  }

  /// How many threads may read at once: every loop and worker, each within a read once more, and
  /// some to spare for the threads of the language's own pool.
  private static func readers(_ settings: ServerSettings) -> UInt32 {
    UInt32(max(128, 2 * (settings.loops + settings.limits.workers) + 32))
  }

  private static func openStore(_ settings: ServerSettings, _ log: Logger) throws -> Store {
    var configuration = StoreConfiguration(folder: settings.data.store, tables: Registry.tables)
    configuration.mapBytes = settings.limits.storeMapBytes
    configuration.readers = readers(settings)
    configuration.queueLimit = settings.limits.storeQueue
    configuration.feedRetention = settings.limits.feedEntries
    configuration.onFailure = { error in
      // Nothing after this could be trusted: whoever supervises the process starts it again, and
      // the store then shows what was kept.
      log.critical("the store failed", metadata: ["reason": "\(error)"])
      _exit(1)
    }
    return try Store.open(configuration)
  }

  private static func configuration(
    _ settings: ServerSettings, _ log: Logger
  ) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.loops = settings.loops
    configuration.workers = settings.limits.workers
    configuration.limits = settings.limits.rpc
    configuration.transport = settings.limits.transport
    configuration.loopPatience = settings.limits.loopPatience
    configuration.onBlockedLoop = { loop in
      log.log(level: loop.hasEnded ? .notice : .warning, "\(loop)")
    }
    return configuration
  }
}
