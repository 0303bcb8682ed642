internal import LintasProtobuf
internal import LintasTransport

/// How the caller takes what answers a call.
extension ClientCall {
  /// Takes the next message of a stream if it is there.
  ///
  /// - Throws: how the call ends, if the message cannot be read.
  func pop<Response: Message>() throws -> Response? {
    guard queue.hasMessage else { return nil }
    let message: Response = try decoded(queue.first, isCompressed: queue.isCompressed)
    // With the last one, all that has come of the next.
    let size = queue.removeFirst()
    credit(queue.hasMessage ? size : .max)
    return message
  }

  /// Takes all messages of a stream that are there. Credit for them is given when the next are
  /// asked for, or waited for.
  ///
  /// - Throws: how the call ends, if a message cannot be read.
  func popAll<Response: Message>() throws -> [Response] {
    credit(lent)
    lent = 0
    var messages: [Response] = []
    while queue.hasMessage {
      messages.append(try decoded(queue.first, isCompressed: queue.isCompressed))
      lent += queue.removeFirst()
      // Each of them may be as large as a message can be.
      if takesCompressed { break }
    }
    return messages
  }

  /// The answer of a call that is answered once and has ended.
  ///
  /// - Throws: its status, if it did not go well.
  func unaryResponse<Response: Message>() throws -> UnaryResponse<Response> {
    guard let ending, ending.code == .ok else {
      throw ending ?? Status(.internalError, "the call has not ended")
    }
    guard hasAnswer else {
      throw Status(.internalError, "the answer was handed over before")
    }
    return UnaryResponse(
      message: try takeAnswer(), metadata: metadata ?? Metadata(), trailers: ending.metadata,
      isCompressed: isAnswerCompressed)
  }

  private func takeAnswer<Response: Message>() throws -> Response {
    var received = ReceivedMessage()
    swap(&received, &answer)
    hasAnswer = false
    if isAnswerCompressed {
      return try received.withUnsafeBytes { try decoded($0, isCompressed: true) }
    }
    do throws(DecodingError) {
      return try Response(decoding: received, limits: .default)
    } catch {
      throw unreadable(error)
    }
  }

  private func decoded<Response: Message>(
    _ bytes: UnsafeRawBufferPointer, isCompressed: Bool
  ) throws -> Response {
    isLastCompressed = isCompressed
    do {
      let plain =
        isCompressed ? try core.gzip.inflate(bytes, limit: core.limits.messageBytes) : bytes
      return try Response(decoding: plain)
    } catch {
      throw unreadable(error)
    }
  }

  /// Ends the call with what is wrong with a message.
  private func unreadable(_ error: any Error) -> Status {
    let code = (error as? DecodingError)?.code ?? .internalError
    let status =
      (error as? FramingFault)?.status
      ?? Status(code, "the response cannot be read", details: [], cause: error)
    fail(status)
    return status
  }
}
