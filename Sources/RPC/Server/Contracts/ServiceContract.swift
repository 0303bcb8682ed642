/// What a service promises, for those who ask a running server: its name and its .proto files.
public struct ServiceContract: Sendable {
  /// The full name, such as `lintas.v1.ApplicantService`.
  public let service: StaticString
  private let list: @Sendable () -> [ContractFile]

  /// A contract.
  ///
  /// - Parameters:
  ///   - service: the full name of the service.
  ///   - files: gives the file that declares the service and all that it imports, each after its
  ///     imports; called when somebody asks.
  public init(service: StaticString, files: @escaping @Sendable () -> [ContractFile]) {
    self.service = service
    list = files
  }

  /// The file that declares the service and all that it imports, each after its imports.
  public var files: [ContractFile] { list() }
}
