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
  /// Answers with the note, compressed if its text says `gzip`, and metadata of head and trailers
  /// as the caller asks; see `ProbeDesk.special`.
  static let special = unary("Special", .loop)
  static let specialInline = unary("SpecialInline", .inline)
  static let specialPool = unary("SpecialPool", .pool)
  static let specialChat = method("SpecialChat", .bidirectional, .loop)
  /// Answers with as many notes as the request has bytes.
  static let count = stream("Count", .loop)
  /// Like `count`, on a worker thread.
  static let countPool = stream("CountPool", .pool)
  /// Writes without end.
  static let flood = stream("Flood", .loop)

  /// Takes all notes and says how many came, of how many bytes.
  static let sum = method("Sum", .clientStream, .loop)
  /// Like `sum`, on a worker thread.
  static let sumPool = method("SumPool", .clientStream, .pool)
  /// Like `sum`, once the gate of the desk is open.
  static let gatedSum = method("GatedSum", .clientStream, .loop)
  /// Answers each note with itself, and does what it says; see `ProbeDesk.chat`.
  static let chat = method("Chat", .bidirectional, .loop)
  /// Like `chat`, on a worker thread.
  static let chatPool = method("ChatPool", .bidirectional, .pool)

  private static func unary(
    _ name: StaticString, _ execution: Execution
  ) -> MethodDescriptor<Note, Note> {
    method(name, .unary, execution)
  }

  private static func stream(
    _ name: StaticString, _ execution: Execution
  ) -> MethodDescriptor<Note, Note> {
    method(name, .serverStream, execution)
  }

  private static func method(
    _ name: StaticString, _ kind: CallKind, _ execution: Execution
  ) -> MethodDescriptor<Note, Note> {
    MethodDescriptor(
      service: "lintas.test.Probe", method: name, path: path(name), kind: kind,
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
    case "Special": "/lintas.test.Probe/Special"
    case "SpecialInline": "/lintas.test.Probe/SpecialInline"
    case "SpecialPool": "/lintas.test.Probe/SpecialPool"
    case "SpecialChat": "/lintas.test.Probe/SpecialChat"
    case "Sum": "/lintas.test.Probe/Sum"
    case "SumPool": "/lintas.test.Probe/SumPool"
    case "GatedSum": "/lintas.test.Probe/GatedSum"
    case "Chat": "/lintas.test.Probe/Chat"
    case "ChatPool": "/lintas.test.Probe/ChatPool"
    default: "/lintas.test.Probe/Flood"
    }
  }
}
