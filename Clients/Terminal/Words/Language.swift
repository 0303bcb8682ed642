internal import ArgumentParser
internal import Foundation
internal import LintasMessages

/// A language of the office, by its tag.
enum Language: String, CaseIterable, ExpressibleByArgument, Sendable {
  case id, en

  /// English if the environment asks for it (LC_ALL, LC_MESSAGES, LANG), else Indonesian.
  static var ofEnvironment: Language {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.hasPrefix("en") == true ? .en : .id
  }

  /// The sentence of this language.
  func text(id indonesian: String, en english: String) -> String {
    switch self {
    case .id: indonesian
    case .en: english
    }
  }

  /// The sentence of this language; the other one if it is missing.
  func text(_ text: LocalizedText) -> String {
    let (first, second) =
      switch self {
      case .id: (text.indonesian, text.english)
      case .en: (text.english, text.indonesian)
      }
    return first.isEmpty ? second : first
  }
}
