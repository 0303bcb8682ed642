/// What went wrong between this process and one address.
public struct AddressError: Error, Hashable, Sendable {
  /// The other side.
  public let address: SocketAddress
  /// What went wrong.
  public let error: TransportError

  /// An error at an address.
  public init(address: SocketAddress, error: TransportError) {
    self.address = address
    self.error = error
  }
}

extension AddressError: CustomStringConvertible {
  /// One line for a log.
  public var description: String { "\(address): \(error)" }
}
