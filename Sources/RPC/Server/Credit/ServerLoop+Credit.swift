/// How the connections of a loop share what it may have buffered; see `CreditPlan`.
extension ServerLoop {
  /// Bytes of requests that wait for their rest, or for which their peers have credit beyond the
  /// first windows.
  var bufferedBytes: Int { firstBytes + pool.granted }

  /// Whether it is this connection's turn.
  func isTurn(of connection: ServerConnection) -> Bool {
    lines.first === connection
  }

  /// Bytes that a connection can have. Where others wait already, only he whose turn it is.
  func room(for connection: ServerConnection, inTurn: Bool) -> Int {
    isShort && !isTurn(of: connection) ? 0 : pool.room(inTurn: inTurn)
  }

  /// A connection has a line now.
  func line(up connection: ServerConnection) {
    lines.append(connection)
  }

  /// The first of a connection's line has left it.
  ///
  /// - Parameter isDone: whether nobody is in that line any more.
  func turnEnds(of connection: ServerConnection, isDone: Bool) {
    let wasTurn = isTurn(of: connection)
    guard isDone || wasTurn, let index = lines.firstIndex(where: { $0 === connection }) else {
      return
    }
    lines.remove(at: index)
    if !isDone { lines.append(connection) }
    if wasTurn { serveLines() }
  }

  /// Gives credit to the connections in line, until there is not enough.
  func serveLines() {
    isShort = false
    for connection in lines {
      connection.serveLine()
      if isShort { return }
    }
  }
}
