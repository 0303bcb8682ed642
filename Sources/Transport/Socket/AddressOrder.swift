/// The order in which a client tries the addresses of a server (RFC 8305 section 4).
enum AddressOrder {
  /// The addresses in their order, with the two families of IP in turn, the first one's first: so
  /// that a network which carries only one of them costs one attempt, not many.
  static func interleaved(_ addresses: [SocketAddress]) -> [SocketAddress] {
    guard let first = addresses.first?.family else { return [] }
    let preferred = addresses.filter { $0.family == first }
    let others = addresses.filter { $0.family != first }
    var order: [SocketAddress] = []
    for index in 0..<max(preferred.count, others.count) {
      if index < preferred.count { order.append(preferred[index]) }
      if index < others.count { order.append(others[index]) }
    }
    return order
  }
}
