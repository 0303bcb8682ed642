internal import Synchronization

/// The last session of each server that a client has reached. From any thread.
final class TLSSessionStore: Sendable {
  /// Servers whose sessions are kept; of more, some have to shake hands in full.
  private static let capacity = 64
  private let sessions = Mutex<[String: TLSSavedSession]>([:])

  /// Keeps a session in the place of the last one.
  func keep(_ session: TLSSavedSession, for target: String) {
    sessions.withLock { sessions in
      if sessions.count >= TLSSessionStore.capacity, sessions[target] == nil {
        sessions.remove(at: sessions.startIndex)
      }
      sessions[target] = session
    }
  }

  /// Gives a session away, once; nil if there is none that may be used.
  func take(_ target: String) -> TLSSavedSession? {
    let session = sessions.withLock { $0.removeValue(forKey: target) }
    return session.flatMap { $0.isFresh ? $0 : nil }
  }
}
