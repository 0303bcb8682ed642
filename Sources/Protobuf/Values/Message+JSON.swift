/// To and from JSON, by the mapping of proto3.
extension Message {
  /// Reads a message from JSON in UTF-8.
  public init(
    json bytes: UnsafeRawBufferPointer, options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws(JSONDecodingError) {
    self.init(_ref: try JSONTree.make(bytes, Self._table, options))
  }

  /// Reads a message from JSON in UTF-8.
  public init(
    json bytes: [UInt8], options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws(JSONDecodingError) {
    let made = bytes.withUnsafeBytes { buffer in
      Result { () throws(JSONDecodingError) in
        try JSONTree.make(buffer, Self._table, options)
      }
    }
    self.init(_ref: try made.get())
  }

  /// Reads a message from JSON.
  public init(
    json text: String, options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws(JSONDecodingError) {
    var text = text
    let made = text.withUTF8 { buffer in
      Result { () throws(JSONDecodingError) in
        try JSONTree.make(UnsafeRawBufferPointer(buffer), Self._table, options)
      }
    }
    self.init(_ref: try made.get())
  }

  /// The message as JSON.
  public func json(
    options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws(JSONEncodingError) -> String {
    try JSONTree.write(_ref, Self._table, options) { String(decoding: $0, as: UTF8.self) }
  }

  /// The message as JSON in UTF-8.
  public func jsonBytes(
    options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws(JSONEncodingError) -> [UInt8] {
    try JSONTree.write(_ref, Self._table, options) { [UInt8]($0) }
  }
}
