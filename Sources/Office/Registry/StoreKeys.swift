internal import LintasCrypto

/// Keys that the office makes for itself, derived from one secret of the store.
struct StoreKeys: Sendable {
  private let indexes: [BlindIndex: HMACSHA256]
  private let pageTokens: HMACSHA256
  private let lots: HMACSHA256

  /// The keys of a store's secret (32 bytes).
  init(secret: [UInt8]) {
    let root = HMACSHA256(key: secret)
    func derived(_ purpose: String) -> HMACSHA256 {
      HMACSHA256(key: root.code(of: Array(purpose.utf8)).bytes)
    }
    indexes = Dictionary(
      uniqueKeysWithValues: BlindIndex.allCases.map { ($0, derived("index/\($0.rawValue)")) })
    pageTokens = derived("page-token")
    lots = derived("quiz-lot")
  }

  /// What stands in an index instead of a personal value: HMAC-SHA-256, cut to 16 bytes. A plain
  /// hash would not do: a NIK is guessed from one in minutes.
  func entry(_ index: BlindIndex, _ value: String) -> [UInt8] {
    let code = indexes[index]?.code(of: Array(value.utf8)).bytes ?? []
    return Array(code.prefix(16))
  }

  /// The lot of a question in an attempt: HMAC-SHA-256 over account, course, attempt and question.
  /// Nobody outside can foresee or choose it, and the office cannot draw twice.
  func lot(account: String, course: String, attempt: Int32, question: String) -> [UInt8] {
    let parts = [account, course, String(attempt), question]
    return lots.code(of: Array(parts.joined(separator: "\u{0}").utf8)).bytes
  }

  /// Whether a page token's signature is right; compared in constant time.
  func isSignature(_ signature: [UInt8], of pageToken: [UInt8]) -> Bool {
    ConstantTime.equals(signature, sign(pageToken: pageToken))
  }

  /// Signs a page token: HMAC-SHA-256, cut to 16 bytes.
  func sign(pageToken: [UInt8]) -> [UInt8] {
    Array(pageTokens.code(of: pageToken).bytes.prefix(16))
  }
}
