/// The two languages of the office.
package enum Language: Sendable {
  case indonesian, english

  /// The caller's preference from an `accept-language` value: the first of `id` (or the older `in`)
  /// and `en` that is named with the highest weight (RFC 9110 section 12.5.4). Indonesian if
  /// neither is.
  package init(acceptLanguage value: String?) {
    guard let value else {
      self = .indonesian
      return
    }
    var best: (language: Language, weight: Int) = (.indonesian, 0)
    for range in value.split(separator: ",").prefix(16) {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let tag = parts.first?.split(separator: "-").first else { continue }
      let language: Language
      switch tag {
      case "id", "in": language = .indonesian
      case "en": language = .english
      default: continue
      }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
        .map { Self.thousandths($0.dropFirst(2)) }
      if weight ?? 1000 > best.weight { best = (language, weight ?? 1000) }
    }
    self = best.language
  }

  /// The language's tag in BCP 47.
  package var tag: String {
    switch self {
    case .indonesian: "id"
    case .english: "en"
    }
  }

  /// A weight as RFC 9110 writes it (`0`, `0.8`, `1.000`) in thousandths; 0 if malformed.
  private static func thousandths(_ text: Substring) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int($0) }), (0...1).contains(whole), parts.count <= 2
    else { return 0 }
    guard parts.count == 2 else { return whole * 1000 }
    let digits = parts[1].prefix(3)
    guard let fraction = Int(digits + String(repeating: "0", count: 3 - digits.count)) else {
      return whole * 1000
    }
    return min(1000, whole * 1000 + max(0, fraction))
  }
}
