/// One way to do a piece of work.
struct Contender {
  /// Whose way it is.
  let name: String
  /// Does the work so many times. What it returns depends on all that was read, so that no read can
  /// be left out.
  let run: (Int) throws -> Int
}
