import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Synchronization

/// The message of the tests: a text and some bytes.
typealias Note = GoogleAny

/// A service with a method for each way in which a call can go.
enum Probe {
  static let echo = unary("Echo", .loop)
  static let echoInline = unary("EchoInline", .inline)
  static let echoPool = unary("EchoPool", .pool)
  /// Counts the details of a status.
  static let details = MethodDescriptor<GoogleStatus, Note>(
    service: "lintas.test.Probe", method: "Details", path: "/lintas.test.Probe/Details",
    kind: .unary, policy: MethodPolicy(execution: .inline))
  /// Throws what the note asks for; see `ProbeDesk.fail`.
  static let fail = unary("Fail", .loop)
  /// Waits until it is cancelled.
  static let hang = unary("Hang", .loop)
  /// Waits until the gate of the desk opens.
  static let wait = unary("Wait", .loop)
  /// Like `wait`, and deaf to cancellation.
  static let stubborn = unary("Stubborn", .loop)
  /// Answers with as many notes as the request has bytes.
  static let count = stream("Count", .loop)
  /// Like `count`, on a worker thread.
  static let countPool = stream("CountPool", .pool)
  /// Writes without end.
  static let flood = stream("Flood", .loop)

  private static func unary(
    _ name: StaticString, _ execution: Execution
  ) -> MethodDescriptor<Note, Note> {
    MethodDescriptor(
      service: "lintas.test.Probe", method: name, path: path(name), kind: .unary,
      policy: MethodPolicy(execution: execution))
  }

  private static func stream(
    _ name: StaticString, _ execution: Execution
  ) -> MethodDescriptor<Note, Note> {
    MethodDescriptor(
      service: "lintas.test.Probe", method: name, path: path(name), kind: .serverStream,
      policy: MethodPolicy(execution: execution))
  }

  private static func path(_ name: StaticString) -> StaticString {
    switch name.description {
    case "Echo": "/lintas.test.Probe/Echo"
    case "EchoInline": "/lintas.test.Probe/EchoInline"
    case "EchoPool": "/lintas.test.Probe/EchoPool"
    case "Fail": "/lintas.test.Probe/Fail"
    case "Hang": "/lintas.test.Probe/Hang"
    case "Wait": "/lintas.test.Probe/Wait"
    case "Stubborn": "/lintas.test.Probe/Stubborn"
    case "Count": "/lintas.test.Probe/Count"
    case "CountPool": "/lintas.test.Probe/CountPool"
    default: "/lintas.test.Probe/Flood"
    }
  }
}
