/// Who waits for which topic: the writer raises signals here after each commit.
final class FeedSignals: Sendable {
  private struct Listeners {
    var byTopic: [Topic: [ObjectIdentifier: Signal]] = [:]
    var ofEverything: [ObjectIdentifier: Signal] = [:]
  }

  private let listeners = Locked(Listeners())

  /// Registers a signal for what is of interest, until `remove`.
  func add(_ signal: Signal, _ interest: FeedInterest) {
    let id = ObjectIdentifier(signal)
    listeners.withLock { listeners in
      switch interest {
      case .topics(let topics):
        for topic in topics { listeners.byTopic[topic, default: [:]][id] = signal }
      case .everything:
        listeners.ofEverything[id] = signal
      }
    }
  }

  /// Takes a signal out again.
  func remove(_ signal: Signal, _ interest: FeedInterest) {
    let id = ObjectIdentifier(signal)
    listeners.withLock { listeners in
      switch interest {
      case .topics(let topics):
        for topic in topics {
          listeners.byTopic[topic]?[id] = nil
          if listeners.byTopic[topic]?.isEmpty == true { listeners.byTopic[topic] = nil }
        }
      case .everything:
        listeners.ofEverything[id] = nil
      }
    }
  }

  /// Raises the signals of the topics, and of everything if there is a topic, each once.
  func raise(_ topics: some Sequence<Topic>) {
    var raised: [ObjectIdentifier: Signal] = [:]
    listeners.withLock { listeners in
      guard !listeners.byTopic.isEmpty || !listeners.ofEverything.isEmpty else { return }
      var isAnything = false
      for topic in topics {
        isAnything = true
        guard let signals = listeners.byTopic[topic] else { continue }
        raised.merge(signals) { first, _ in first }
      }
      if isAnything { raised.merge(listeners.ofEverything) { first, _ in first } }
    }
    for signal in raised.values { signal.raise() }
  }

  /// Raises every signal: the store has failed or closes, and whoever waits must look.
  func raiseAll() {
    let all = listeners.withLock { listeners in
      listeners.byTopic.values.flatMap(\.values) + listeners.ofEverything.values
    }
    for signal in all { signal.raise() }
  }
}
