import LintasProtobuf
import LintasRPC
import LintasStandard

/// The methods that send more than messages.
extension ProbeDesk {
  func registerSpecial(_ router: inout Router<Visitor>) {
    router.unary(Probe.special) { note, visitor in try await self.flagged(note, visitor) }
    router.inline(Probe.specialInline) { note, visitor in try self.special(note, visitor) }
    router.unary(Probe.specialPool) { note, visitor in try await self.flagged(note, visitor) }
    router.bidirectional(Probe.specialChat) { notes, answers, visitor in
      for try await note in notes {
        let answer = try await self.flagged(note, visitor)
        try await answers.write(answer, compresses: note.typeURL != "plain")
      }
    }
  }

  /// The same, and a note `flag` is answered by whether it came compressed.
  private func flagged(_ note: Note, _ visitor: Visitor) async throws -> Note {
    guard note.typeURL == "flag" else { return try special(note, visitor) }
    let isCompressed = await visitor.context.isRequestCompressed
    return .with { $0.typeURL = isCompressed ? "compressed" : "plain" }
  }

  /// Does what the note's text says: `gzip` and `identity` ask for a compression, `fail` fails.
  /// Metadata `echo-head` comes back in the head, `echo-trailers-bin` in the trailers.
  private func special(_ note: Note, _ visitor: Visitor) throws -> Note {
    switch note.typeURL {
    case "gzip": visitor.context.compressResponse(with: .gzip)
    case "identity": visitor.context.compressResponse(with: .identity)
    default: break
    }
    if let text = visitor.metadata["echo-head"] { visitor.context.addToHead(["echo-head": text]) }
    if let bytes = visitor.metadata.bytes("echo-trailers-bin") {
      var trailers = Metadata()
      trailers.append("echo-trailers-bin", bytes: bytes)
      visitor.context.addToTrailers(trailers)
    }
    if note.typeURL == "fail" { throw Status(.aborted, "as asked") }
    return note
  }
}
