/// A closure's reason to change its mind.
struct Refused: Error, Equatable {
  let reason: String

  init(_ reason: String = "") { self.reason = reason }
}
