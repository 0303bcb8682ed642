internal import LintasProtobuf
package import LintasStandard

extension GoogleDuration {
  /// So many milliseconds.
  package init(milliseconds: Int64) {
    self = .with {
      $0.seconds = milliseconds / 1000
      $0.nanos = Int32(milliseconds % 1000) * 1_000_000
    }
  }
}
