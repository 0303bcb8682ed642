internal import CEpoll

/// The system's words for an errno.
func systemErrorText(_ code: Int32) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
    guard let base = buffer.baseAddress else { return "error \(code)" }
    lintas_error_text(code, base, buffer.count)
    return String(cString: base)
  }
}
