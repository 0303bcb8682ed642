internal import CEpoll
internal import Glibc

// Safety: `thread` is written once, before `start` returns; afterwards only `join` reads it.
/// A plain thread. Event loops, the acceptor and worker pools run on threads of their own; nothing
/// of theirs ever runs on the language's global pool.
final class PosixThread: @unchecked Sendable {
  private var thread = pthread_t()

  private init() {}

  /// Carries a closure through the `void *` of pthread_create.
  private final class Start {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Starts a thread that runs `body` and ends. `name` is shown by debuggers (15 bytes are kept).
  static func start(
    name: String, _ body: @escaping @Sendable () -> Void
  ) throws(TransportError) -> PosixThread {
    let handle = PosixThread()
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    let failure = pthread_create(
      &handle.thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        lintas_name_thread(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    if failure != 0 {
      start.release()
      throw .system(call: "pthread_create", code: failure)
    }
    return handle
  }

  /// Waits until the thread has ended. To be called once, from another thread.
  func join() {
    pthread_join(thread, nil)
  }

  /// Has what the thread holds of the system given back when it ends, since nobody will wait for
  /// it. To be called once, instead of `join`, from any thread.
  func detach() {
    pthread_detach(thread)
  }
}
