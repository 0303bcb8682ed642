/// A step of the demo that did not go as it should.
struct DemoFailure: Error, CustomStringConvertible {
  /// What should have been.
  let description: String

  /// Stops the demo unless `holds`.
  static func unless(_ holds: Bool, _ description: @autoclosure () -> String) throws {
    if !holds { throw DemoFailure(description: description()) }
  }
}
