internal import LintasTransport

extension HTTP2Connection {
  /// Why the connection ended, with the address of the other side if it has one.
  var cause: any Error {
    let error = error ?? .peerClosed
    guard let address = peerAddress else { return error }
    return AddressError(address: address, error: error)
  }
}
