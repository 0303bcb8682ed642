/// The direction of a scan.
package enum ScanOrder: Sendable {
  /// From the lowest key to the highest.
  case forward
  /// From the highest key to the lowest.
  case backward
}
