/// Lends the UTF-8 of a text as raw bytes, the shape in which the transport hands values over.
func withBytes<Result>(
  _ text: String, _ body: (UnsafeRawBufferPointer) throws -> Result
) rethrows -> Result {
  try Array(text.utf8).withUnsafeBytes(body)
}
