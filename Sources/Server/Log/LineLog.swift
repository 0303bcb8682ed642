internal import Glibc
internal import Logging

/// Writes each log event as one line `TIME LEVEL MESSAGE key=value …` to standard error.
///
/// Values with spaces, quotes or control characters are quoted and escaped, so a line stays a line
/// whatever is in it and can be taken apart again. Each line is one write, so lines of different
/// threads do not mix. Any thread.
struct LineLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  /// A log that leaves out what is below `level`.
  init(level: Logger.Level) {
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = Self.now()
    line += " \(event.level) \(Self.escaped(event.message.description, quote: false))"
    let own = event.metadata ?? [:]
    for (key, value) in metadata.merging(own, uniquingKeysWith: { $1 }).sorted(by: { $0.0 < $1.0 })
    {
      line += " \(key)=\(Self.escaped(value.description, quote: true))"
    }
    line += "\n"
    line.withUTF8 { text in
      var rest = UnsafeRawBufferPointer(text)
      while !rest.isEmpty {
        let written = write(STDERR_FILENO, rest.baseAddress, rest.count)
        if written <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }

  /// The present moment in UTC as RFC 3339 with milliseconds.
  private static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    func padded(_ value: some BinaryInteger, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
    let hour = "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
    return "\(day)T\(hour).\(padded(time.tv_nsec / 1_000_000, 3))Z"
  }

  /// The text with what could break a line escaped; quoted if `quote` and it needs that.
  private static func escaped(_ text: String, quote: Bool) -> String {
    let plain = text.unicodeScalars.allSatisfy {
      $0.value > 0x20 && $0 != "\"" && $0 != "\\" && $0.value != 0x7F
    }
    if plain, !(quote && text.isEmpty) { return text }
    var result = quote ? "\"" : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\"" where quote: result += "\\\""
      case "\\" where quote: result += "\\\\"
      case let control where control.value < 0x20 || control.value == 0x7F: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return quote ? result + "\"" : result
  }
}
