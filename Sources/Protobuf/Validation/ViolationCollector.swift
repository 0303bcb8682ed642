/// What generated code reports violations to. It takes no memory before there is one.
///
/// A message reports its own fields only; whoever had a message below itself checked then puts the
/// name of its field before the paths of what was found there. So paths cost nothing while all is
/// well.
public struct ViolationCollector: ~Copyable {
  /// Violations after which nothing more is looked for: who sends a million faults is told of some.
  public static let most = 100
  /// Levels of messages below the outermost one. No message that was decoded within the default
  /// limits has more; one that was built by hand may, and what lies deeper breaks `max_depth`.
  public static let deepest = 100

  // Safety: who made the collector keeps the checks until it is gone; it cannot be copied.
  private let formats: Unmanaged<FormatChecks>
  @usableFromInline private(set) var count = 0
  @usableFromInline var depth = 0
  private var found: [FoundViolation] = []

  /// An empty collector, for no longer than the checks of the formats live.
  init(formats: FormatChecks) { self.formats = Unmanaged.passUnretained(formats) }

  /// Whether there is no room for more.
  @inlinable @inline(__always) public var isFull: Bool { count >= Self.most }

  /// All that was found, in the order of the fields' numbers.
  var violations: [Violation] { found.isEmpty ? [] : found.map(\.violation) }

  /// Reports that a field breaks a rule.
  ///
  /// - Parameters:
  ///   - field: its name in the contract.
  ///   - index: which element, if the field is a list.
  ///   - rule: a name in `ContractRule`.
  ///   - limit: what the rule sets, if it sets a limit.
  @inline(never)
  public mutating func add(
    _ field: StaticString, at index: Int? = nil, _ rule: String, _ limit: Int64? = nil
  ) {
    append(rule, limit, ViolationStep(field, at: index))
  }

  /// Checks the format of a string that is there.
  @inlinable @inline(__always)
  public mutating func check(
    _ text: borrowing CheckedText, format: StaticString, _ field: StaticString,
    at index: Int? = nil
  ) {
    if let rule = reason(format, text.bytes) { add(field, at: index, rule) }
  }

  @usableFromInline
  func reason(_ format: StaticString, _ text: Span<UInt8>) -> String? {
    formats._withUnsafeGuaranteedRef { $0.reason(format, text) }
  }

  /// Checks a message below the one that is being checked.
  @inlinable @inline(__always)
  public mutating func check<Child: Message>(
    _ child: borrowing CheckedMessage, as type: Child.Type, _ field: StaticString,
    at index: Int? = nil
  ) {
    let before = count
    descend(child, type)
    if count != before { put(field, at: index, beforePathsFrom: before) }
  }

  /// Checks the message that an entry of a map holds, in its field `value`.
  @inlinable @inline(__always)
  public mutating func check<Child: Message>(
    entry: borrowing CheckedMessage, _ table: MessageTable, value: borrowing CheckedMessage,
    as type: Child.Type, _ field: StaticString
  ) {
    let before = count
    descend(value, type)
    if count != before { put(field, keyOf: entry, table, beforePathsFrom: before) }
  }

  @inlinable @inline(__always)
  mutating func descend<Child: Message>(_ child: borrowing CheckedMessage, _ type: Child.Type) {
    if depth == Self.deepest { return addTooDeep() }
    depth &+= 1
    Child._check(child, &self)
    depth &-= 1
  }

  @usableFromInline @inline(never)
  mutating func addTooDeep() { append(ContractRule.maxDepth, Int64(Self.deepest), nil) }

  @usableFromInline @inline(never)
  mutating func put(_ field: StaticString, at index: Int?, beforePathsFrom start: Int) {
    put(ViolationStep(field, at: index), start)
  }

  @usableFromInline @inline(never)
  mutating func put(
    _ field: StaticString, keyOf entry: borrowing CheckedMessage, _ table: MessageTable,
    beforePathsFrom start: Int
  ) {
    let key = TreeText.key(
      UnsafeMutableRawPointer(mutating: entry.place), table.layout.fields)
    put(.entry(field, key: key), start)
  }

  private mutating func put(_ step: ViolationStep, _ start: Int) {
    for index in start..<count { found[index].above.append(step) }
  }

  private mutating func append(_ rule: String, _ limit: Int64?, _ last: ViolationStep?) {
    if isFull { return }
    found.append(FoundViolation(rule: rule, limit: limit, last: last))
    count += 1
  }
}
