internal import ArgumentParser

/// The flags of the cases that repeat one call for a long time.
struct SoakFlags: ParsableArguments {
  @Option(name: .customLong("soak_iterations"), help: "How many calls.")
  var iterations = 10

  @Option(name: .customLong("soak_max_failures"), help: "How many of them may fail or be late.")
  var mostFailures = 0

  @Option(
    name: .customLong("soak_per_iteration_max_acceptable_latency_ms"),
    help: "A call that takes longer is late.")
  var latency = 1000

  @Option(
    name: .customLong("soak_min_time_ms_between_rpcs"),
    help: "The least time from the beginning of a call to that of the next.")
  var interval = 0

  @Option(name: .customLong("soak_overall_timeout_seconds"), help: "All calls have to fit in.")
  var timeout = 10

  @Option(name: .customLong("soak_request_size"), help: "Bytes of a request's payload.")
  var requestBytes: Int32 = 271_828

  @Option(name: .customLong("soak_response_size"), help: "Bytes of an answer's payload.")
  var responseBytes: Int32 = 314_159

  @Option(name: .customLong("soak_num_threads"), help: "How many callers at a time, each for all.")
  var callers = 1

  mutating func validate() throws {
    guard iterations > 0, callers > 0, requestBytes >= 0, responseBytes >= 0 else {
      throw ValidationError("--soak_… are numbers above 0; sizes may be 0")
    }
  }
}
