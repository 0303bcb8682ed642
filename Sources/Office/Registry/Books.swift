internal import LintasProtobuf
package import LintasStore
internal import LintasMessages
internal import LintasRecords

/// The state of the office that one change sees and makes, lent to the closure of `Registry.write`.
///
/// It can do all that a snapshot can, and change records. It also holds the facts that the change
/// may depend on (moment, rules, caller), so that the closure needs nothing from outside. It cannot
/// be kept: the closure runs on the writer's thread, is synchronous, and this is noncopyable.
package struct Books: ~Copyable, Snapshot {
  private var transaction: WriteTransaction
  private let random: @Sendable (Int) -> [UInt8]

  /// The moment of the change.
  package let now: Moment

  /// Who makes the change.
  package let caller: Caller

  private let loadedRules: ReferenceBook?
  private(set) var subject: String?
  private var isChanged = false

  init(
    _ transaction: consuming WriteTransaction, surroundings: Surroundings, rules: ReferenceBook?,
    caller: Caller
  ) {
    self.transaction = transaction
    random = surroundings.random
    now = surroundings.now()
    loadedRules = rules
    self.caller = caller
  }

  /// Gives the transaction back.
  consuming func end() -> WriteTransaction { transaction }

  /// The day of the change in the office.
  package var today: CivilDate { now.officeDay }

  /// The rules in force.
  ///
  /// - Throws: `Refusal.ruleMissing` if no reference data were ever loaded.
  package borrowing func rules() throws(Refusal) -> ReferenceBook {
    guard let loadedRules else { throw .ruleMissing("reference") }
    return loadedRules
  }

  /// A new identifier.
  package func newIdentifier() -> Identifier {
    Identifier(at: now, random: random(9))
  }

  /// So many random bytes.
  package func randomBytes(_ count: Int) -> [UInt8] { random(count) }

  /// Names what the change is about, for the audit log: the identifier of an application or
  /// account, or the name of a table. A change that writes must name it.
  package mutating func concerns(_ subject: String) {
    self.subject = subject
  }

  /// Whether the change has written anything that it did not name.
  var isUnnamedChange: Bool { isChanged && subject == nil }

  /// The value of a key after the changes so far.
  @_lifetime(borrow self)
  package borrowing func get(_ key: Key) throws(StoreError) -> RawSpan? {
    try transaction.get(key)
  }

  /// Visits entries as they are after the changes so far.
  package borrowing func scan(
    _ range: KeyRange, _ order: ScanOrder, _ body: (RawSpan, RawSpan) throws -> ScanStep
  ) throws {
    try transaction.scan(range, order, body)
  }

  /// Stores a record under its identifier.
  mutating func put<Record: Message>(
    _ register: Register<Record>, _ id: String, _ record: Record
  ) throws {
    try put(record, at: register.table.key(id))
  }

  /// Stores a record under a key.
  mutating func put(_ record: some Message, at key: Key) throws {
    isChanged = true
    try transaction.put(key, StoredValue.bytes(record, at: key))
  }

  /// Stores what the registry keeps for itself, which is no change of what the office knows.
  mutating func putAside(_ record: some Message, at key: Key) throws {
    try transaction.put(key, StoredValue.bytes(record, at: key))
  }

  /// Removes a row of what the registry keeps for itself.
  mutating func removeAside(_ key: Key) throws {
    try transaction.delete(key)
  }

  /// Removes a row.
  mutating func delete(_ key: Key) throws {
    isChanged = true
    try transaction.delete(key)
  }

  /// Moves a row's entry in an index of many; see `WriteTransaction.moveIndex`.
  mutating func moveIndex(from old: Key?, to new: Key?) throws {
    try transaction.moveIndex(from: old, to: new)
  }

  /// Moves a row's entry in a unique index; see `WriteTransaction.moveUniqueIndex`.
  mutating func moveUniqueIndex(from old: Key?, to new: Key?, row: Key) throws {
    try transaction.moveUniqueIndex(from: old, to: new, row: row)
  }

  /// Announces a change to those who watch a topic, sealed as a record is.
  mutating func announce(_ topic: Topic, _ record: some Message) throws {
    let place = FeedPayload.place(topic)
    try transaction.announce(topic, StoredValue.bytes(record, at: place))
  }

  /// Appends an entry to the audit log, under the number after the last.
  mutating func audit(_ act: Act, subject: String, purpose: Purpose = .unspecified) throws {
    let last = try firstKey(Tables.audit.range(), .backward).map { try Tables.audit.parts(of: $0) }
    var entry = AuditRecord()
    entry.at = now.timestamp
    entry.actorAccountID = caller.accountID
    entry.role = caller.role(among: act.roles)
    entry.action = act.action
    entry.subject = subject
    entry.purpose = purpose
    let key = Tables.audit.key((last ?? 0) &+ 1)
    try transaction.put(key, StoredValue.bytes(entry, at: key))
  }
}
