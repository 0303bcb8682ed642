/// A component that sorts backwards: the newest first, the highest priority first.
package struct Descending<Part: KeyComponent>: KeyComponent {
  /// The value itself.
  package let value: Part

  /// Wraps `value`.
  package init(_ value: Part) { self.value = value }

  /// Appends the value with every byte turned over.
  package func append(to writer: inout KeyWriter) {
    writer.descending { value.append(to: &$0) }
  }

  /// Reads what `append` wrote.
  package init(from reader: inout KeyReader) throws(StoreError) {
    reader.turnOver()
    value = try Part(from: &reader)
    reader.turnOver()
  }
}

extension Descending: Equatable where Part: Equatable {}
extension Descending: Hashable where Part: Hashable {}
