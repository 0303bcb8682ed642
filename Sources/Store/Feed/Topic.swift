/// What a change is about, as bytes that the application chooses: a case, an account, an office.
/// Subscribers wait for a topic.
package struct Topic: Sendable, Hashable {
  /// The bytes. The longest topic that fits in a key of the feed has about 490 bytes.
  package let bytes: [UInt8]

  /// Makes a topic of bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Makes a topic of a text's UTF-8 bytes.
  package init(_ text: String) { bytes = Array(text.utf8) }
}
