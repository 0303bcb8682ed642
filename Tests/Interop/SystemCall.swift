/// One system call as `strace -f -yy -o` writes it, whole even if others came between its two
/// halves.
struct SystemCall {
  /// The call with its arguments and result.
  let text: String
  /// Line on which it began.
  let began: Int
  /// Line on which it ended.
  let ended: Int

  /// The calls of a trace, in the order of their ends.
  ///
  /// A line is `PID name(arguments) = result`; a call during which another thread calls has
  /// `<unfinished ...>` on its first line and `<... name resumed>` on its second.
  static func all(in trace: String) -> [SystemCall] {
    var open: [Substring: (text: String, line: Int)] = [:]
    var calls: [SystemCall] = []
    for (index, line) in trace.split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let (thread, rest) = (parts[0], parts[1])
      if let cut = rest.firstRange(of: "<unfinished ...>") {
        open[thread] = (String(rest[..<cut.lowerBound]), index)
      } else if let resumed = rest.firstRange(of: "resumed>"), let first = open[thread] {
        open[thread] = nil
        let text = first.text + rest[resumed.upperBound...]
        calls.append(SystemCall(text: text, began: first.line, ended: index))
      } else {
        calls.append(SystemCall(text: String(rest), began: index, ended: index))
      }
    }
    return calls
  }

  /// LMDB's data reached the disk.
  var isDataSync: Bool { name.hasPrefix("fdatasync") && text.hasSuffix("= 0") }

  /// Pages of the store were written. The meta page goes through a descriptor with O_DSYNC.
  var isStoreWrite: Bool { name.hasPrefix("pwrite") && text.contains("data.mdb") }

  /// Bytes left towards a client, more than an acknowledgement of HTTP/2's own has.
  var isAnswer: Bool {
    guard name.hasPrefix("write") || name.hasPrefix("send"), text.contains("<TCP") else {
      return false
    }
    return (text.split(separator: "= ").last.flatMap { Int($0) } ?? 0) > 300
  }

  private var name: Substring { text.drop { $0 == " " }.prefix { $0 != "(" } }
}
