internal import LintasTransport

/// How much the peers of a server may send, so that what is buffered never passes the limits and
/// nobody who keeps to his credit is refused.
///
/// The protocol. A request of one message is buffered until it is whole, and one of a stream until
/// its handler takes it. The room for that is given out beforehand, as HTTP/2 credit:
///
/// 1. **The first window.** Each stream opens with a window that is small enough for as many as a
///    peer may open to fit into their connection's budget side by side. A request that fits into it
///    asks for nothing and waits for nobody.
/// 2. **More.** What is left of the connection's budget, and of its loop's, is shared by the
///    requests that need more. A message says how long it is, and gets credit for its rest, a
///    window at a time. Where there is none left it waits, its deadline running, and gets it in
///    turn: within a connection the oldest first, and connections one after the other.
/// 3. **The reserve.** Many halves could use up the room so that none becomes a whole. So room for
///    one message of the largest size is kept for the request whose turn it is, which can always
///    be completed and then makes room for the next. Credit of this kind never reaches beyond the
///    end of the message, but for the byte that its stream's end may need.
/// 4. **Wide windows.** A stream of requests that uses its first window up gets a large one while
///    there is room and nobody waits; if somebody does, it shrinks as messages are taken.
/// 5. **Who stands still.** A request of one message has to be whole by its time. A message of a
///    stream whose turn it is, for which others wait, too: then its call ends.
///
/// What is granted counts as used, whether or not it has come. A peer that sends more than it was
/// granted breaks HTTP/2. (One that has not read our SETTINGS goes by 65,535 bytes: what that is
/// too much is taken out of the shared room, and refused if there is none.)
///
/// A loop has connections without number, so their first windows cannot all be kept free. They
/// count when bytes come, in a part of the loop's budget of their own. Only when thousands of
/// streams fill it with halves, what comes on top is refused.
struct CreditPlan: Sendable {
  /// A smaller first window would cost more in frames than it saves.
  static let leastFirstWindow = 1024

  /// The window that every stream has, in bytes.
  let firstWindow: Int
  /// The window of a stream that is granted more, in bytes.
  let window: Int
  /// What the largest message needs beyond the first window, in bytes: kept for whose turn it is.
  let reserve: Int
  /// Bytes that the streams of one connection share beyond their first windows.
  let perConnection: Int
  /// The same, of all connections of a loop.
  let perLoop: Int
  /// Bytes within the first windows of all connections of a loop.
  let firstPerLoop: Int

  /// The plan for a server's limits; see `contradiction`.
  init(_ limits: RPCLimits, _ transport: TransportLimits) {
    // A byte more: see `ServerCall.expect`.
    let largest = limits.messageBytes + MessagePrefix.size + 1
    let streams = max(1, Int(transport.concurrentStreams))
    window = Int(transport.streamWindow)
    // Two thirds of what the largest message leaves are for the first windows.
    let share = (limits.bufferedBytesPerConnection - largest) / 3 * 2 / streams
    firstWindow = min(window, max(0, share))
    reserve = max(0, largest - firstWindow)
    perConnection = limits.bufferedBytesPerConnection - firstWindow * streams
    perLoop = max(reserve, limits.bufferedBytesPerLoop / 2)
    firstPerLoop = limits.bufferedBytesPerLoop - perLoop
  }

  /// Why no server can work with these limits; `nil` if one can.
  static func contradiction(_ limits: RPCLimits, _ transport: TransportLimits) -> String? {
    let connection = limits.bufferedBytesPerConnection
    if CreditPlan(limits, transport).firstWindow < leastFirstWindow {
      return """
        a message of \(limits.messageBytes) B and windows of \(transport.concurrentStreams) \
        streams do not fit into the \(connection) B that a connection may have buffered
        """
    }
    if limits.bufferedBytesPerLoop < connection {
      return """
        the \(connection) B that a connection may have buffered do not fit into the \
        \(limits.bufferedBytesPerLoop) B of its loop
        """
    }
    return nil
  }
}
