/// Whether a call that ended cannot have been processed, so that it may be sent again whatever it
/// does ("transparent retries" of gRFC A6).
enum ClientCallRefusal {
  /// It may have been.
  case none
  /// The server says so: by REFUSED_STREAM, or by a GOAWAY that names an earlier stream.
  case byServer
  /// It never left this process.
  case neverSent
}
