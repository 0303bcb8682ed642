/// Which questions of a pool an attempt shows, and in which order.
package enum QuizDraw {
  /// Draws questions by lot: those with the lowest lots, in the order of their lots.
  ///
  /// The same pool and lots give the same draw, and a question that is added to the pool changes a
  /// draw by at most that question.
  ///
  /// - Parameters:
  ///   - count: how many; all of a smaller pool.
  ///   - pool: identifiers of the questions, each once, in any order.
  ///   - lot: the lot of a question: bytes of one length that look random.
  package static func draw(
    _ count: Int, of pool: [String], lot: (String) -> [UInt8]
  ) -> [String] {
    pool.map { (lot: lot($0), question: $0) }
      .sorted { $0.lot.lexicographicallyPrecedes($1.lot) }
      .prefix(count).map(\.question)
  }
}
