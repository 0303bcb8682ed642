package import LintasProtobuf

/// The formats that the contracts name, each leading to the rule that a wrong text breaks.
package enum Formats {
  /// Checks for every format of the contracts.
  ///
  /// - Parameter provinces: codes of the provinces in force, for `nik`; an empty set judges none.
  package static func checks(provinces: Set<String>) -> FormatChecks {
    FormatChecks(table(provinces))
  }

  /// The names that contracts may use.
  package static let names = Set(table([]).keys)

  private static func table(_ provinces: Set<String>) -> [String: FormatChecks.Check] {
    [
      "nik": { text in
        do throws(NIKFault) {
          _ = try NIK(string(text), provinces: provinces)
          return nil
        } catch {
          return error.rawValue
        }
      },
      "phone": { PhoneNumber(string($0)) == nil ? "phone" : nil },
      "date": { CivilDate(string($0)) == nil ? "date" : nil },
      "identifier": { Identifier.isOne($0) ? nil : "identifier" },
      "passport_number": { PassportNumber(string($0)) == nil ? "passport_number" : nil },
    ]
  }

  /// The checks of an office that has no rules yet.
  static let withoutRules = checks(provinces: [])

  private static func string(_ text: Span<UInt8>) -> String {
    text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
