/// Where the handler of a method runs.
public enum Execution: UInt8, Sendable {
  /// An `async` function on the event loop of the connection. It must never block.
  case loop
  /// A plain function on the event loop, for what never waits. It must never block.
  case inline
  /// An `async` function on a worker thread, for long work.
  case pool
}
