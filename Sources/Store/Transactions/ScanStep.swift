/// What a scan does after an entry.
package enum ScanStep: Sendable {
  /// Visit the next entry.
  case next
  /// End the scan.
  case stop
}
