/// An officer to create on the server's console.
public struct Officer: Sendable {
  /// What the officer signs in with.
  public let name: String
  /// The secret that goes with it.
  public let secret: String
  /// Name of the person.
  public let fullName: String
  /// National identity number, by which nobody gets an own application to decide.
  public let nik: String
  /// Code of the office.
  public let office: String
  /// What the officer may act as, as the console names roles.
  public let roles: [String]

  /// An officer.
  public init(
    name: String, secret: String, fullName: String, nik: String, office: String,
    roles: [String] = ["officer"]
  ) {
    self.name = name
    self.secret = secret
    self.fullName = fullName
    self.nik = nik
    self.office = office
    self.roles = roles
  }
}
