internal import LintasProtobuf
package import LintasStandard
internal import LintasStore

extension Moment {
  /// As messages write it.
  package var timestamp: GoogleTimestamp {
    .with {
      $0.seconds = seconds
      $0.nanos = nanosecondsOfSecond
    }
  }

  /// As keys write it.
  var keyTime: KeyTime {
    KeyTime(seconds: seconds, nanoseconds: UInt32(nanosecondsOfSecond))
  }
}
