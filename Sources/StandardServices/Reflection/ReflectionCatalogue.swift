public import LintasRPC
internal import Synchronization

/// The contracts that a server shows to those who ask. It reads them when it is first asked.
///
/// May be used from any thread.
public final class ReflectionCatalogue: Sendable {
  private let contracts: [ServiceContract]
  private let built = Mutex<ReflectionIndex?>(nil)

  /// A catalogue of these contracts. What they import can be asked for too, and nothing else.
  public init(_ contracts: [ServiceContract]) {
    self.contracts = contracts
  }

  /// Where everything stands.
  var index: ReflectionIndex {
    built.withLock { built in
      if let index = built { return index }
      let index = ReflectionIndex(contracts)
      built = index
      return index
    }
  }
}
