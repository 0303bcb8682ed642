/// Who waits for which topic: the writer raises signals here after each commit.
final class FeedSignals: Sendable {
  private let listeners = Locked<[Topic: [ObjectIdentifier: Signal]]>([:])

  /// Registers a signal for topics, until `remove`.
  func add(_ signal: Signal, _ topics: [Topic]) {
    listeners.withLock { listeners in
      for topic in topics { listeners[topic, default: [:]][ObjectIdentifier(signal)] = signal }
    }
  }

  /// Takes a signal out again.
  func remove(_ signal: Signal, _ topics: [Topic]) {
    listeners.withLock { listeners in
      for topic in topics {
        listeners[topic]?[ObjectIdentifier(signal)] = nil
        if listeners[topic]?.isEmpty == true { listeners[topic] = nil }
      }
    }
  }

  /// Raises the signals of the topics, each once.
  func raise(_ topics: some Sequence<Topic>) {
    var raised: [ObjectIdentifier: Signal] = [:]
    listeners.withLock { listeners in
      guard !listeners.isEmpty else { return }
      for topic in topics {
        guard let signals = listeners[topic] else { continue }
        raised.merge(signals) { first, _ in first }
      }
    }
    for signal in raised.values { signal.raise() }
  }

  /// Raises every signal: the store has failed or closes, and whoever waits must look.
  func raiseAll() {
    let all = listeners.withLock { listeners in listeners.values.flatMap(\.values) }
    for signal in all { signal.raise() }
  }
}
