internal import LintasStore

/// Wakes a watch when its session ends. It is a task's work beside the watch: `ring` ends with the
/// task that it is a part of.
package struct WatchAlarm: Sendable {
  private let moment: Moment
  private let topic: Topic
  private let registry: Registry

  /// An alarm at a moment of the registry's clock for whoever waits for the topic. They look at the
  /// clock themselves, so one alarm may wake others.
  init(at moment: Moment, wakes topic: Topic, of registry: Registry) {
    self.moment = moment
    self.topic = topic
    self.registry = registry
  }

  /// Waits for the moment, and wakes; returns without when the task is cancelled.
  package func ring() async {
    // Again, if the machine's clock was set back meanwhile.
    while registry.now < moment {
      let rest = moment.nanoseconds.subtractingReportingOverflow(registry.now.nanoseconds)
      let pause = Duration.nanoseconds(rest.overflow ? .max : max(rest.partialValue, 1_000_000))
      guard (try? await Task.sleep(for: pause)) != nil else { return }
    }
    registry.store.feed.wake(topic)
  }
}
