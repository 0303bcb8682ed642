/// Messages that have arrived and were not taken yet, in order.
struct MessageQueue<Message> {
  private var items: [(message: Message, cost: Int)] = []
  private var head = 0

  /// Whether no message is there.
  var isEmpty: Bool { head == items.count }

  /// Adds a message that took `cost` bytes of the stream.
  mutating func push(_ message: Message, cost: Int) {
    items.append((message, cost))
  }

  /// Takes the oldest message. The rest moves up when half of the storage is behind it.
  mutating func pop() -> (message: Message, cost: Int)? {
    guard head < items.count else { return nil }
    let item = items[head]
    head += 1
    if head == items.count {
      items.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 32 && head * 2 >= items.count {
      items.removeFirst(head)
      head = 0
    }
    return item
  }

  /// Takes all messages, with the sum of what they took.
  mutating func popAll() -> (messages: [Message], cost: Int) {
    let rest = items[head...]
    let messages = rest.map(\.message)
    let cost = rest.reduce(0) { $0 + $1.cost }
    items.removeAll(keepingCapacity: true)
    head = 0
    return (messages, cost)
  }
}
