/// What a call carries beside its request.
package struct Credentials: Sendable {
  /// The session's token; nil without a session.
  package var token: String?
  /// The idempotency key; nil for none.
  package var key: String?
  /// The language of texts: `id` or `en`.
  package var language = "id"

  /// Credentials of a call.
  package init(token: String? = nil, key: String? = nil, language: String = "id") {
    self.token = token
    self.key = key
    self.language = language
  }

  /// The same with another key.
  package func with(key: String?) -> Credentials {
    Credentials(token: token, key: key, language: language)
  }

  /// The same in another language.
  package func speaking(_ language: String) -> Credentials {
    Credentials(token: token, key: key, language: language)
  }
}
