import Greeter
import LintasRPC

struct GreeterDesk: GreeterService {
  func greet(_ request: GreetRequest, by caller: Visitor) async throws -> GreetResponse {
    .with { $0.greeting = "Tabik pun, \(request.name)!" }
  }
}
