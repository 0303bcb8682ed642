import LintasServer
import Testing

/// Promise: a wrong setting stops the start with a sentence that names it, its value and what is
/// expected, and all wrong settings are named at once.
@Suite struct ConfigurationTests {
  @Test("a flag wins over its variable, the variable over the default")
  func precedence() {
    var reader = SettingReader { $0 == "LINTAS_LOOPS" ? "3" : nil }
    #expect(reader.value("--loops", "5", default: 1, expected: "a number") { Int($0) } == 5)
    #expect(reader.value("--loops", nil, default: 1, expected: "a number") { Int($0) } == 3)
    #expect(reader.value("--data", nil, default: "x", expected: "a folder") { $0 } == "x")
    #expect(reader.faults.isEmpty)
  }

  @Test("every fault is collected, with the name of flag and variable")
  func faults() {
    var reader = SettingReader { _ in nil }
    _ = reader.value("--loops", "many", default: 1, expected: "a number") { Int($0) }
    reader.fault("--data", "is not given")
    #expect(
      reader.faults == [
        "--loops (or LINTAS_LOOPS) is \"many\"; expected a number",
        "--data (or LINTAS_DATA) is not given",
      ])
    let text = SettingFaults(sentences: reader.faults).description
    #expect(text.hasPrefix("not started, since 2 settings are wrong:\n  - --loops"))
  }

  @Test(
    "addresses to listen on",
    arguments: [
      ("127.0.0.1:7443", "127.0.0.1", 7443), ("[::1]:0", "::1", 0), ("localhost:1", "localhost", 1),
    ])
  func address(text: String, host: String, port: UInt16) {
    #expect(ListenAddress(text)?.host == host)
    #expect(ListenAddress(text)?.port == port)
  }

  @Test(
    "what is no address to listen on",
    arguments: ["", "7443", ":7443", "host:", "host:70000", "::1:80", "a b:1", "host:-1"])
  func noAddress(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test("each limit can be set to its bounds and to nothing beyond them")
  func limits() {
    for limit in Limit.all {
      var limits = Limits()
      #expect(limit.range.contains(limit.get(limits)), "the default of \(limit.name)")
      for bound in [limit.range.lowerBound, limit.range.upperBound] {
        #expect(limits.set("\(limit.name)=\(bound)") == nil)
        #expect(limit.get(limits) == bound, "\(limit.name)")
      }
      #expect(limits.set("\(limit.name)=\(limit.range.lowerBound - 1)") != nil)
      #expect(limits.set("\(limit.name)=x") != nil)
    }
    var limits = Limits()
    #expect(limits.set("nonsense=1")?.contains("message-bytes") == true)
  }

  @Test("who is shown contracts and connections is one of three words")
  func audiences() throws {
    var flags = ServerSettings.Flags()
    flags.data = "x"
    (flags.certificate, flags.key) = ("/dev/null", "/dev/null")
    let standard = try ServerSettings(flags, reader: SettingReader { _ in nil }, processors: 1)
    #expect(standard.standard.reflection == .administrators)
    #expect(standard.standard.channelz == .administrators)
    (flags.reflection, flags.channelz) = ("nobody", "anybody")
    let other = try ServerSettings(flags, reader: SettingReader { _ in nil }, processors: 1)
    #expect(other.standard.reflection == .nobody)
    #expect(other.standard.channelz == .anybody)
    flags.reflection = "everybody"
    let faults = #expect(throws: SettingFaults.self) {
      try ServerSettings(flags, reader: SettingReader { _ in nil }, processors: 1)
    }
    #expect(
      faults?.sentences == [
        "--reflection (or LINTAS_REFLECTION) is \"everybody\"; "
          + "expected anybody, administrators, nobody"
      ])
  }
}
