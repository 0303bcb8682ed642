/// To and from the wire, and to and from the two parts at rest.
extension Message {
  /// Decodes a message.
  public init(
    decoding bytes: UnsafeRawBufferPointer, limits: DecodingLimits = .default
  ) throws(DecodingError) {
    self.init(_ref: try DecodedTree.make(bytes, Self._table, limits))
  }

  /// Decodes a message that was received, in the memory that it was received in.
  public init(
    decoding received: consuming ReceivedMessage, limits: DecodingLimits = .default
  ) throws(DecodingError) {
    self.init(_ref: try DecodedTree.make(taking: &received, Self._table, limits))
  }

  /// Decodes a message.
  public init(decoding bytes: [UInt8], limits: DecodingLimits = .default) throws(DecodingError) {
    let made = bytes.withUnsafeBytes { buffer in
      Result { () throws(DecodingError) in
        try DecodedTree.make(buffer, Self._table, limits)
      }
    }
    self.init(_ref: try made.get())
  }

  /// Decodes on top of this message, as if the two encodings had been one: scalars are replaced,
  /// messages merged, lists joined, maps overlaid. On an error the message holds the fields that
  /// stood before the fault.
  public mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, limits: DecodingLimits = .default
  ) throws(DecodingError) {
    _own()
    try DecodedTree.merge(bytes, into: _ref, Self._table, limits)
  }

  /// Decodes on top of this message.
  public mutating func merge(
    decoding bytes: [UInt8], limits: DecodingLimits = .default
  ) throws(DecodingError) {
    _own()
    let merged = bytes.withUnsafeBytes { buffer in
      Result { () throws(DecodingError) in
        try DecodedTree.merge(buffer, into: _ref, Self._table, limits)
      }
    }
    try merged.get()
  }

  /// Encodes into the encoder's buffer. The bytes are valid until the encoder's next use.
  public func encode(with encoder: Encoder) -> UnsafeRawBufferPointer {
    encoder.encode(_ref, Self._table)
  }

  /// Encodes into the encoder's buffer with gRPC's prefix of five bytes in front (not compressed).
  /// The bytes are valid until the encoder's next use.
  public func encodeFramed(with encoder: Encoder) -> UnsafeRawBufferPointer {
    encoder.encode(_ref, Self._table, isFramed: true)
  }

  /// The encoding, with maps in the order of their keys: equal messages without unknown fields give
  /// equal bytes, as long as this build of the contract stands.
  public func encoded() -> [UInt8] {
    let encoder = Encoder(capacity: 256)
    return [UInt8](encoder.encode(_ref, Self._table, isDeterministic: true))
  }

  /// The encoding without the personal fields. See `encodedPersonal`.
  public func encodedClear() -> [UInt8] {
    let encoder = Encoder(capacity: 256)
    return [UInt8](encoder.encode(_ref, Self._table, part: .clear, isDeterministic: true))
  }

  /// The encoding of the personal fields alone; `init(decoding: clear)` and then
  /// `merge(decoding: personal)` give the message back. A list or map whose elements hold personal
  /// fields is personal as a whole, and so are unknown fields of a message that can hold any.
  public func encodedPersonal() -> [UInt8] {
    let encoder = Encoder(capacity: 256)
    return [UInt8](encoder.encode(_ref, Self._table, part: .personal, isDeterministic: true))
  }
}
