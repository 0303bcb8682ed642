/// A part of the code that one run can emit. What one run emits of Swift forms one module.
public enum GeneratorPart: String, CaseIterable, Sendable {
  /// C: protobuf-c's structures, our tables, and the accessors that Swift reads them by.
  case structures
  /// Swift: a struct a message and a struct an enum.
  case messages
  /// Swift, for servers: a protocol a service, its method table, its registration on a router; and
  /// the contracts.
  case interfaces
  /// Swift: the contracts of services as reflection shows them.
  case contracts
  /// Swift, for clients: a stub a service with its method table.
  case clients
  /// Swift, for tests of clients: a double a service. It belongs to no product.
  case doubles
}
