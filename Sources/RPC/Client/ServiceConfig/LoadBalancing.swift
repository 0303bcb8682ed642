/// How a channel spreads its calls over the addresses of its server.
public enum LoadBalancing: Sendable, Hashable {
  /// One connection, to the first address that answers.
  case pickFirst
  /// A connection to each address, and calls in turn over those that are there.
  case roundRobin
}
