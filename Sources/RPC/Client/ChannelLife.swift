internal import LintasTransport

/// Held by all channels that share a connection; when the last of them is let go, the connection
/// ends as soon as its calls have ended.
final class ChannelLife: Sendable {
  private let core: ChannelCore

  /// The life of this core.
  init(core: ChannelCore) {
    self.core = core
  }

  deinit {
    end()
  }

  /// Ends it now. From any thread.
  func end() {
    let core = core
    ProcessDirectory.shared.leave(core)
    core.loop.execute { core.close() }
  }
}
