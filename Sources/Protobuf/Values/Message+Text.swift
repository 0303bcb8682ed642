extension Message {
  /// The message on one line, for logs and test failures. Personal fields show only that they are
  /// there.
  public var description: String {
    let text = TreeText.of(_ref.pointer, Self._table.layout)
    withExtendedLifetime(_ref.box) {}
    return text
  }
}
