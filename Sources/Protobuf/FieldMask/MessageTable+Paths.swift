internal import CProtobufC

extension MessageTable {
  /// Whether a path such as `applicant.address.street` leads to a field of the message: names as in
  /// the contract, with a stop between them; all but the last are singular messages.
  public func contains(path: String) -> Bool {
    (try? MaskTree.fields(of: path, layout)) != nil
  }
}

extension UnsafePointer<LintasTable> {
  /// The place of the field that the contract calls so; nil for none.
  func index(named name: [UInt8]) -> Int? {
    name.withUnsafeBytes { bytes in
      (0..<count).first { CName.equals(fields[$0].name, bytes) }
    }
  }
}
