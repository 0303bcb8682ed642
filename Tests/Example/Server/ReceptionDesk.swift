import Greeter
import LintasRPC

struct ReceptionDesk: ReceptionService {
  func receive(
    _ requests: RequestStream<ReceiveRequest>, to responses: ResponseWriter<ReceiveResponse>,
    by caller: Visitor
  ) async throws {
    var guests: Int32 = 0
    for try await guest in requests {
      guard !guest.name.isEmpty else { throw Status(.invalidArgument, "a guest has a name") }
      guests += 1
      try await responses.write(
        .with {
          $0.greeting = "Tabik, \(guest.name)!"
          $0.guests = guests
        })
    }
  }
}
