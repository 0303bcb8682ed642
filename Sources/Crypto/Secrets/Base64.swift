internal import COpenSSL

/// Base 64 without padding (RFC 4648 section 4), over OpenSSL's own coder.
enum Base64 {
  /// The text of some bytes.
  static func encode(_ bytes: [UInt8]) -> String {
    var output = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&output, bytes, Int32(bytes.count))
    let text = output.prefix(Int(count)).filter { $0 != UInt8(ascii: "=") }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil unless it is exactly what `encode` gives for them.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    let padding = (4 - text.count % 4) % 4
    let padded = Array(text) + [UInt8](repeating: UInt8(ascii: "="), count: padding)
    var output = [UInt8](repeating: 0, count: padded.count / 4 * 3 + 1)
    let count = Int(EVP_DecodeBlock(&output, padded, Int32(padded.count)))
    guard count >= padding else { return nil }
    let bytes = Array(output.prefix(count - padding))
    // OpenSSL skips spaces and ignores stray bits; one text for each value is stricter.
    return encode(bytes).utf8.elementsEqual(text) ? bytes : nil
  }
}
