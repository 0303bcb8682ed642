import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Synchronization

/// The methods that take streams.
extension ProbeDesk {
  func registerStreams(_ router: inout Router<Visitor>) {
    router.clientStream(Probe.sum) { notes, _ in try await self.sum(notes) }
    router.clientStream(Probe.sumPool) { notes, _ in try await self.sum(notes) }
    router.clientStream(Probe.gatedSum) { notes, _ in
      self.started.add(1, ordering: .relaxed)
      while !self.gate.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
      return try await self.sum(notes)
    }
    router.bidirectional(Probe.chat) { notes, answers, _ in try await self.chat(notes, answers) }
    router.bidirectional(Probe.chatPool) { notes, answers, _ in
      try await self.chat(notes, answers)
    }
  }

  private func sum(_ notes: RequestStream<Note>) async throws -> Note {
    var (count, bytes) = (0, 0)
    do {
      for try await note in notes {
        guard note.typeURL.isEmpty || note.typeURL == "\(count)" else {
          throw Status(.dataLoss, "note \(note.typeURL) at place \(count)")
        }
        count += 1
        bytes += note.value.count
      }
    } catch {
      endings.withLock { $0.append(error) }
      throw error
    }
    let (notes, size) = (count, bytes)
    return .with {
      $0.typeURL = "\(notes) notes of \(size) bytes"
      $0.value = [EventLoop.current == nil ? 0 : 1]
    }
  }

  /// Answers each note with itself, unless its text is an order:
  /// `leave` ends the call, `fail` fails it, `stay` keeps it until the gate opens, whatever becomes
  /// of it, `swallow` reads on after an error, `jobs` says how many jobs the loop ran while the
  /// notes that were there were taken.
  private func chat(
    _ notes: RequestStream<Note>, _ answers: ResponseWriter<Note>
  ) async throws {
    started.add(1, ordering: .relaxed)
    do {
      for try await note in notes {
        switch note.typeURL {
        case "leave":
          ended.add(1, ordering: .relaxed)
          return
        case "fail": throw Status(.failedPrecondition, "as ordered")
        case "stay":
          while !gate.load(ordering: .relaxed) { await Task.yield() }
          ended.add(1, ordering: .relaxed)
        case "swallow": await swallow(notes)
        case "jobs":
          let jobs = try await jobs(notes)
          try await answers.write(.with { $0.typeURL = jobs })
        default: try await answers.write(note)
        }
      }
    } catch {
      endings.withLock { $0.append(error) }
      cancelled.add(1, ordering: .relaxed)
      throw error
    }
  }

  private func swallow(_ notes: RequestStream<Note>) async {
    for _ in 0..<3 {
      do {
        while try await notes.next() != nil {}
      } catch {
        endings.withLock { $0.append(error) }
      }
    }
  }

  private func jobs(_ notes: RequestStream<Note>) async throws -> String {
    guard let loop = EventLoop.current else { return "off the loop" }
    while !gate.load(ordering: .relaxed) { await Task.yield() }
    let before = loop.statistics.jobs
    for _ in 0..<100 { _ = try await notes.next() }
    return "\(loop.statistics.jobs - before)"
  }
}
