/// Whether all that was waited for has happened.
actor Done {
  /// It has.
  private(set) var holds = false

  /// From now on it has.
  func set() { holds = true }
}
