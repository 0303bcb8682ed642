internal import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStore

/// Accounts of citizens and officers.
extension Registry {
  /// Makes a citizen's account, in a change.
  ///
  /// - Parameters:
  ///   - nik: checked before.
  ///   - phone: in E.164.
  ///   - secretHash: what is kept of the secret.
  /// - Returns: the account's identifier.
  /// - Throws: `Refusal.accountExists` if the NIK or the phone number has one.
  package func openAccount(
    nik: String, fullName: String, phone: PhoneNumber, secretHash: String,
    in books: inout Books
  ) throws -> String {
    var account = AccountRecord()
    account.accountID = books.newIdentifier().text
    account.roles.append(.citizen)
    account.nik = nik
    account.fullName = fullName
    account.phone = phone.e164
    account.secretHash = secretHash
    account.createdAt = books.now.timestamp
    try books.add(
      account,
      under: [
        Tables.accountsByNIK.key(keys.entry(.nik, nik)),
        Tables.accountsByPhone.key(keys.entry(.phone, phone.e164)),
      ])
    return account.accountID
  }

  /// Makes an officer's account on the server's console. Takes as long as scrypt does.
  ///
  /// - Parameters:
  ///   - name: what the officer signs in with: 3 to 32 small letters, digits, dots or hyphens, a
  ///     letter first.
  ///   - nik: the officer's own, so that nobody decides an own application.
  ///   - office: code of an office of the reference data.
  ///   - roles: not empty, and not the citizen's.
  /// - Returns: the account's identifier.
  /// - Throws: `Refusal.invalid` with everything that is wrong; `Refusal.accountExists` if the name
  ///   is taken.
  package func createOfficer(
    name: String, fullName: String, nik: String, office: String, roles: RoleSet, secret: String,
    policy: IdentityPolicy
  ) async throws -> String {
    let draft = OfficerDraft(
      name: name, fullName: fullName, nik: nik, office: office, roles: roles, secret: secret)
    let violations = draft.violations(try rules(), on: now.officeDay)
    if !violations.isEmpty { throw Refusal.invalid(violations) }
    let hash = try SecretCheck(policy).hash(secret)
    let index = Tables.accountsByName.key(keys.entry(.signInName, name))
    return try await write(.createOfficer, by: .console) { books in
      var account = AccountRecord()
      account.accountID = books.newIdentifier().text
      for role in roles.roles { account.roles.append(role) }
      account.nik = nik
      account.fullName = fullName
      account.signInName = name
      account.officeCode = office
      account.secretHash = hash
      account.createdAt = books.now.timestamp
      try books.add(account, under: [index])
      return account.accountID
    }
  }

  /// The account that somebody means who signs in with a name: a NIK, a phone number or an
  /// officer's name. Nil if there is none.
  package func account(named name: String) throws -> AccountRecord? {
    let digits = name.utf8.count == 16 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let table: Table<[UInt8]>
    let entry: [UInt8]
    if digits {
      (table, entry) = (Tables.accountsByNIK, keys.entry(.nik, name))
    } else if let phone = PhoneNumber(name) {
      (table, entry) = (Tables.accountsByPhone, keys.entry(.phone, phone.e164))
    } else {
      (table, entry) = (Tables.accountsByName, keys.entry(.signInName, name.lowercased()))
    }
    return try read { books in
      let id = try books.identifier(table.key(entry), in: Tables.accounts)
      return try id.flatMap { try books.find(.accounts, $0) }
    }
  }
}

extension Books {
  /// Stores a new account under unique indexes. The change concerns the account.
  fileprivate mutating func add(_ account: AccountRecord, under indexes: [Key]) throws {
    let row = Tables.accounts.key(account.accountID)
    do {
      for index in indexes { try moveUniqueIndex(from: nil, to: index, row: row) }
    } catch StoreError.notUnique {
      throw Refusal.accountExists
    }
    try put(account, at: row)
    concerns(account.accountID)
  }
}
