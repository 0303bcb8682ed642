/// How the streams of a connection share what it may have buffered; see `CreditPlan`.
extension ServerConnection {
  /// A smaller piece is not worth a frame, but for him whose turn it is.
  private static let leastPiece = 4096

  /// Whether somebody waits for room, in this connection or in another.
  var isAnybodyWaiting: Bool { line.isAnybodyWaiting || home.isShort }

  /// Bytes that a call can be granted, whoever's turn it is.
  func room(for call: ServerCall) -> Int {
    min(line.pool.room(inTurn: false), home.room(for: self, inTurn: false))
  }

  /// A call needs more than its first window.
  func line(up call: ServerCall) {
    line.calls.append(call)
    guard line.calls.count == 1 else { return }
    home.line(up: self)
    call.turnBegins()
  }

  /// A call needs no more, and holds nothing of the reserve.
  func leaveLine(_ call: ServerCall) {
    guard let index = line.calls.firstIndex(where: { $0 === call }) else { return }
    line.calls.remove(at: index)
    if index == 0 {
      line.calls.first?.turnBegins()
      home.turnEnds(of: self, isDone: line.calls.isEmpty)
    }
    serveLine()
    if home.isShort { home.serveLines() }
  }

  /// Gives credit to those in line, the oldest first, until one cannot have all that he wants.
  func serveLine() {
    line.isAnybodyWaiting = false
    for (index, call) in line.calls.enumerated() {
      let wanted = call.wanted
      if wanted == 0 { continue }
      let mine = line.pool.room(inTurn: index == 0)
      let shared = home.room(for: self, inTurn: index == 0 && home.isTurn(of: self))
      let given = min(wanted, mine, shared)
      if given == wanted || given >= Self.leastPiece { call.grant(given) }
      guard given < wanted else { continue }
      line.isAnybodyWaiting = true
      if shared < min(wanted, mine) { home.isShort = true }
      return
    }
  }

  /// Notes that a stream holds more than it did, or less.
  func hold(_ more: Int) {
    if more > 0 {
      line.pool.take(more)
      home.pool.take(more)
    } else {
      line.pool.giveBack(-more)
      home.pool.giveBack(-more)
      if line.isAnybodyWaiting { serveLine() }
      if home.isShort { home.serveLines() }
    }
  }
}
