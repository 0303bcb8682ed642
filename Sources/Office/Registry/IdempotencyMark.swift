internal import LintasProtobuf
internal import LintasCrypto
internal import LintasRecords
internal import LintasStore

/// What makes a change the same as an earlier one: who, what, under which key, with which request.
///
/// The row's key is SHA-256 over caller, act and idempotency key. The request is kept as
/// HMAC-SHA-256 under the idempotency key, which is itself not kept: a request may hold a PIN,
/// which a plain hash would give away to whoever reads the store.
struct IdempotencyMark: Sendable {
  private let row: [UInt8]
  private let fingerprint: [UInt8]
  private let showsCase: Bool

  init(act: Act, caller: Caller, key: IdempotencyKey, request: [UInt8]) {
    var name = Array(caller.accountID.utf8)
    name.append(0)
    name.append(contentsOf: String(act.action.rawValue).utf8)
    name.append(0)
    name.append(contentsOf: key.bytes)
    row = SHA256.hash(name).bytes
    showsCase = act.showsCase
    fingerprint = HMACSHA256(key: key.bytes).code(of: request).bytes
  }

  /// The answer of an earlier call, nil if this is the first; and the case that the answer shows to
  /// somebody who is not its owner, empty if it shows none.
  ///
  /// - Throws: `Refusal.keyUsedBefore` if the earlier request was another one.
  func answer<Response: Message>(
    _ type: Response.Type, in books: borrowing Books
  ) throws -> (response: Response, shown: String)? {
    let key = Tables.idempotency.key(row)
    guard let kept = try books.record(IdempotencyRecord.self, at: key),
      kept.expiresAt.moment > books.now
    else { return nil }
    guard kept.fingerprint == fingerprint else { throw Refusal.keyUsedBefore }
    do {
      return (try Response(decoding: kept.response), kept.subject)
    } catch {
      throw RegistryError.damaged(key.bytes)
    }
  }

  /// Keeps the answer of this call, and forgets up to two that have expired, so that the table
  /// stays as long as the traffic of 30 days.
  func keep(_ response: some Message, in books: inout Books) throws {
    let ends = books.now.adding(Registry.answersKept)
    let record = IdempotencyRecord.with {
      $0.fingerprint = fingerprint
      $0.response = response.encoded()
      $0.expiresAt = ends.timestamp
      if showsCase { $0.subject = books.subject ?? "" }
    }
    let key = Tables.idempotency.key(row)
    if let old = try books.record(IdempotencyRecord.self, at: key) {
      let oldEnd = Tables.idempotencyByEnd.key(old.expiresAt.moment.keyTime, row)
      try books.moveIndex(from: oldEnd, to: nil)
    }
    try books.putAside(record, at: key)
    try books.moveIndex(from: nil, to: Tables.idempotencyByEnd.key(ends.keyTime, row))
    try books.forgetExpired(Tables.idempotencyByEnd, of: Tables.idempotency)
  }
}
