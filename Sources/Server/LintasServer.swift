internal import Glibc
internal import LintasCrypto
internal import LintasOffice
internal import LintasRPC
internal import LintasStore
internal import LintasTransport
internal import Logging

/// The running server: the store, the office on it, the services, and the way in.
package enum LintasServer {
  /// Serves until SIGTERM or SIGINT, then lets running calls finish and closes the store.
  ///
  /// Runs on the process's first thread, which waits for signals; call it before any other thread
  /// exists, since every thread inherits which signals are blocked.
  ///
  /// - Throws: what stops the start, as an error whose description is a sentence.
  package static func serve(_ settings: ServerSettings) throws {
    let signals = ShutdownSignals()
    let log = Logger(label: "lintasd") { _ in LineLog(level: settings.logLevel) }
    log.notice("starting", metadata: ["version": "\(LintasVersion.text)"])
    logLimits(settings, log)

    try settings.data.create()
    let store = try openStore(settings, log)
    let registry = try Console.wait {
      try await Registry.open(store, surroundings: .real)
    }
    if let warning = registry.referenceWarning { log.warning("\(warning)") }
    let tls = try TLSContext.server(credentials(settings))
    let services = OfficeServices(registry: registry, standard: settings.standard) { failure in
      log.error(
        "call failed",
        metadata: [
          "id": "\(failure.id)", "method": "\(failure.method.path)",
          "error": "\(FailureText.text(of: failure.error))",
        ])
    }
    let server = try GRPCServer(
      router: services.router, configuration: configuration(settings))
    let address = try server.listen(on: settings.listen, tls: tls) { event in
      log.info("connection ended", metadata: ["reason": "\(event)"])
    }
    let counting = CountingTask(registry, log: log)
    log.notice("listening", metadata: ["address": "\(address)", "loops": "\(settings.loops)"])
    ReadyLine.tell(address: "\(address)")

    let signal = signals.wait()
    log.notice("stopping", metadata: ["signal": "\(signal)"])
    signals.endAtOnceWhenRepeated()
    services.endWatches()
    let isEmpty = try Console.wait {
      let isEmpty = await server.shutdown(grace: settings.limits.shutdownGrace)
      await counting.stop()
      return isEmpty
    }
    store.close()
    let written = store.statistics
    log.notice(
      "stopped",
      metadata: [
        "calls-cut": "\(!isEmpty)", "commits": "\(written.commits)",
        "writes": "\(written.writes)", "largest-commit": "\(written.largestBatch)",
      ])
  }

  private static func logLimits(_ settings: ServerSettings, _ log: Logger) {
    var values: Logger.Metadata = [:]
    for limit in Limit.all { values[limit.name] = "\(limit.get(settings.limits))" }
    log.notice("limits", metadata: values)
  }

  /// The server's certificate and key. A key that others could read is refused.
  private static func credentials(_ settings: ServerSettings) throws -> TLSCredentials {
    .pem(
      chain: try ProtectedFile.read(settings.certificate, for: .everybody),
      key: try ProtectedFile.read(settings.key, for: .owner))
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

  private static func configuration(_ settings: ServerSettings) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.loops = settings.loops
    configuration.workers = settings.limits.workers
    configuration.limits = settings.limits.rpc
    configuration.transport = settings.limits.transport
    return configuration
  }
}
