/// A default actor that handlers of all loops call; its methods run on the caller's loop.
actor SharedActor {
  private var calls = 0

  func call() -> Int {
    calls += 1
    return calls
  }
}
