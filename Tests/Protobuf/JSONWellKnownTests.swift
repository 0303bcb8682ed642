internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: the well-known types have the JSON that the proto3 mapping gives them, in every
/// position, and what has no JSON is refused.
@Suite struct JSONWellKnownTests {
  static let types = [LintasStandardTypes.all, TestMessagesTypes.all]

  private func fault(of mixture: Mixture) -> String? {
    do {
      _ = try mixture.json(options: JSONEncodingOptions(types: Self.types))
      return nil
    } catch {
      return "\(error.path) \(error.reason)"
    }
  }

  private func reason(of text: String) -> JSONDecodingError.Reason? {
    do {
      _ = try Mixture(json: text, options: JSONDecodingOptions(types: Self.types))
      return nil
    } catch { return error.reason }
  }

  private func expectRoundTrip(_ mixture: Mixture, _ text: String) throws {
    let options = JSONEncodingOptions(types: Self.types)
    #expect(try mixture.json(options: options) == text)
    #expect(try Mixture(json: text, options: JSONDecodingOptions(types: Self.types)) == mixture)
  }

  @Test(arguments: [
    (-62_135_596_800, 0, "0001-01-01T00:00:00Z"), (0, 0, "1970-01-01T00:00:00Z"),
    (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    (-1, 1, "1969-12-31T23:59:59.000000001Z"), (951_782_400, 0, "2000-02-29T00:00:00Z"),
    (-2_203_891_200, 120_000_000, "1900-03-01T00:00:00.120Z"),
    (1_790_000_000, 1000, "2026-09-21T14:13:20.000001Z"),
  ])
  func moments(_ seconds: Int64, _ nanos: Int32, _ text: String) throws {
    let mixture = Mixture.with {
      $0.madeAt.seconds = seconds
      $0.madeAt.nanos = nanos
    }
    try expectRoundTrip(mixture, "{\"madeAt\":\"\(text)\"}")
    try expectRoundTrip(
      Mixture.with {
        $0.moments = [mixture.madeAt, GoogleTimestamp()]
        $0.days[-1] = mixture.madeAt
      },
      "{\"moments\":[\"\(text)\",\"1970-01-01T00:00:00Z\"],\"days\":{\"-1\":\"\(text)\"}}")
  }

  @Test func everyDayOfTheCalendar() throws {
    // All days of 400 years and the centuries around them, counted on by one.
    var (year, month, day) = (1599, 12, 31)
    var seconds: Int64 = -11_676_096_000 - 86_400
    func length() -> Int {
      if month == 2 {
        return year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
          ? 29 : 28
      }
      return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
    while year <= 2001 {
      func digits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let text = "\"\(year)-\(digits(month))-\(digits(day))T00:00:00Z\""
      let stamp = GoogleTimestamp.with { $0.seconds = seconds }
      try #require(stamp.json() == text)
      try #require(GoogleTimestamp(json: text) == stamp)
      seconds += 86_400
      day += 1
      if day > length() { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test func momentsWithOffsets() throws {
    let read = { (text: String) in try GoogleTimestamp(json: "\"\(text)\"").seconds }
    #expect(try read("1970-01-01T07:00:00+07:00") == 0)
    #expect(try read("1969-12-31T16:30:00-07:30") == 0)
    #expect(try read("0001-01-01T07:00:00+07:00") == -62_135_596_800)
    #expect(try GoogleTimestamp(json: #""1970-01-01T00:00:00.5Z""#).nanos == 500_000_000)
  }

  @Test(arguments: [
    "", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01t00:00:00Z", "1970-01-01T00:00:00z",
    "1970-01-01 00:00:00Z", "1970-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "1970-01-00T00:00:00Z",
    "1970-04-31T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
    "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567890Z",
    "1970-01-01T00:00:00+24:00", "1970-01-01T00:00:00+00:60", "1970-01-01T00:00:00+0000",
    "0000-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "9999-12-31T23:59:59-00:01",
    "0001-01-01T00:00:00+00:01", " 1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z ",
    "-970-01-01T00:00:00Z", "1970-1-01T00:00:00Z",
  ])
  func noMoment(_ text: String) {
    #expect(reason(of: "{\"madeAt\":\"\(text)\"}") == .notMoment)
  }

  @Test(arguments: [
    (0, 0, "0s"), (1, 0, "1s"), (0, -1, "-0.000000001s"), (-1, -500_000_000, "-1.500s"),
    (315_576_000_000, 999_999_999, "315576000000.999999999s"), (3, 20_000, "3.000020s"),
    (-315_576_000_000, 0, "-315576000000s"),
  ])
  func durations(_ seconds: Int64, _ nanos: Int32, _ text: String) throws {
    let mixture = Mixture.with {
      $0.lasts.seconds = seconds
      $0.lasts.nanos = nanos
    }
    try expectRoundTrip(mixture, "{\"lasts\":\"\(text)\"}")
  }

  @Test(arguments: [
    "", "s", "1", "1S", "1.s", ".5s", "+1s", "--1s", "1.0000000000s", "1s ", " 1s", "1e3s",
    "315576000001s", "-315576000001s", "3155760000000s", "1,5s", "0x1s",
  ])
  func noDuration(_ text: String) {
    #expect(reason(of: "{\"lasts\":\"\(text)\"}") == .notDuration)
  }

  @Test func timesOutOfRangeHaveNoJSON() {
    func moment(_ seconds: Int64, _ nanos: Int32) -> String? {
      fault(
        of: .with {
          $0.madeAt.seconds = seconds
          $0.madeAt.nanos = nanos
        })
    }
    #expect(moment(253_402_300_800, 0) == "made_at momentOutOfRange")
    #expect(moment(-62_135_596_801, 0) == "made_at momentOutOfRange")
    #expect(moment(0, -1) == "made_at momentOutOfRange")
    #expect(moment(.max, 1_000_000_000) == "made_at momentOutOfRange")
    #expect(moment(.min, .min) == "made_at momentOutOfRange")
    func duration(_ seconds: Int64, _ nanos: Int32) -> String? {
      fault(
        of: .with {
          $0.lasts.seconds = seconds
          $0.lasts.nanos = nanos
        })
    }
    #expect(duration(315_576_000_001, 0) == "lasts durationOutOfRange")
    #expect(duration(.min, .min) == "lasts durationOutOfRange")
    #expect(duration(1, -1) == "lasts durationOutOfRange")
    #expect(duration(-1, 1) == "lasts durationOutOfRange")
    #expect(duration(0, 1_000_000_000) == "lasts durationOutOfRange")
    #expect(
      fault(of: .with { $0.children["a", default: Mixture()].days[3] = .with { $0.nanos = -1 } })
        == "children[0].days[0] momentOutOfRange")
  }

  @Test func masks() throws {
    try expectRoundTrip(
      .with { $0.mask.paths = ["foo", "bar_baz.qux_x1", "_lead"] },
      #"{"mask":"foo,barBaz.quxX1,Lead"}"#)
    try expectRoundTrip(.with { $0.mask = GoogleFieldMask() }, #"{"mask":""}"#)
    for path in ["", "fooBar", "foo__bar", "foo_3", "foo_", "foo,bar", "foo bar", "é"] {
      #expect(fault(of: .with { $0.mask.paths = [path] }) == "mask maskPath")
    }
    for text in ["foo_bar", ",", "foo,", ",foo", "foo,,bar", " foo", "foo, bar", "f-o"] {
      #expect(reason(of: "{\"mask\":\"\(text)\"}") == .notMask)
    }
    #expect(
      try Mixture(json: #"{"mask":"fo\u006f,b\u0041r"}"#).mask.paths.elementsEqual(["foo", "b_ar"]))
  }

  @Test func wrappers() throws {
    let full = Mixture.with {
      $0.doubleValue.value = -0.5
      $0.floatValue.value = .infinity
      $0.int64Value.value = .min
      $0.uint64Value.value = .max
      $0.int32Value.value = -1
      $0.uint32Value.value = 1
      $0.boolValue.value = true
      $0.stringValue.value = "a\"b"
      $0.bytesValue.value = [0]
      $0.words = [GoogleStringValue(), .with { $0.value = "x" }]
    }
    try expectRoundTrip(
      full,
      #"{"doubleValue":-0.5,"floatValue":"Infinity","int64Value":"-9223372036854775808","#
        + #""uint64Value":"18446744073709551615","int32Value":-1,"uint32Value":1,"#
        + #""boolValue":true,"stringValue":"a\"b","bytesValue":"AA==","words":["","x"]}"#)
    let empty = Mixture.with {
      $0.doubleValue = GoogleDoubleValue()
      $0.int64Value = GoogleInt64Value()
      $0.boolValue = GoogleBoolValue()
      $0.stringValue = GoogleStringValue()
      $0.bytesValue = GoogleBytesValue()
      $0.nothing = GoogleEmpty()
    }
    try expectRoundTrip(
      empty,
      #"{"nothing":{},"doubleValue":0,"int64Value":"0","boolValue":false,"stringValue":"","#
        + #""bytesValue":""}"#)
    #expect(try Mixture(json: #"{"int64Value":null,"nothing":null}"#) == Mixture())
    #expect(reason(of: #"{"words":[null]}"#) == .nullElement)
    #expect(try GoogleInt64Value(json: #""7""#).value == 7)
    #expect(try GoogleBoolValue.with { $0.value = true }.json() == "true")
  }

  @Test func valuesAndObjects() throws {
    let text =
      #"{"details":{"a":null,"b":1.5,"c":"x","d":false,"e":{"f":[]},"g":[1,[{}],null]},"#
      + #""value":null,"list":[null,"y"],"values":[null,0,"",true,{},[]],"#
      + #""answers":{"true":null,"false":{"x":1}},"free":null}"#
    let mixture = try Mixture(json: text)
    try expectRoundTrip(mixture, text)
    #expect(mixture.details.fields["b"]?.numberValue == 1.5)
    #expect(mixture.details.fields["g"]?.listValue.values.count == 3)
    #expect(mixture.values.count == 6)
    #expect(mixture.free.kind == .nullValue(.nullValue))
    #expect(mixture.answers[true]?.kind == .nullValue(.nullValue))
    #expect(reason(of: #"{"details":null}"#) == nil)
    #expect(reason(of: #"{"details":[]}"#) == .notObject)
    #expect(reason(of: #"{"list":{}}"#) == .notList)
    #expect(reason(of: #"{"details":{"a":1,"a":2}}"#) == .keyTwice)
    #expect(reason(of: #"{"value":1e309}"#) == .outOfRange)
    #expect(reason(of: #"{"value":NaN}"#) == .noValue)
    #expect(fault(of: .with { $0.value.numberValue = .nan }) == "value valueNotFinite")
    #expect(
      fault(of: .with { $0.list.values = [.with { $0.numberValue = -.infinity }] })
        == "list[0] valueNotFinite")
    #expect(fault(of: .with { $0.values = [GoogleValue()] }) == "values[0] valueWithoutKind")
  }

  @Test func nulls() throws {
    try expectRoundTrip(
      .with {
        $0.maybeNull = .nullValue
        $0.nulls = [.nullValue, .nullValue]
        $0.none = .nullValue
      }, #"{"maybeNull":null,"nulls":[null,null],"none":null}"#)
    #expect(try Mixture(json: #"{"null":null}"#).json() == "{}")
    try expectRoundTrip(
      .with { $0.nulls = [GoogleNullValue(rawValue: 7), .nullValue] }, #"{"nulls":[7,null]}"#)
    #expect(
      try GoogleValue.with { $0.nullValue = GoogleNullValue(rawValue: 7) }.json() == "null")
    #expect(try Mixture(json: #"{"none":"NULL_VALUE"}"#).none == .nullValue)
    #expect(try Mixture(json: #"{"none":"NULL_VALUE"}"#).choice == .none(.nullValue))
    #expect(reason(of: #"{"none":null,"text2":"x"}"#) == .oneofTwice)
    #expect(reason(of: #"{"text2":null,"shade":null,"none":null,"inner":null}"#) == nil)
  }

  @Test func entriesWithoutAValueReadAsEmpty() throws {
    // An entry of `days` and one of `parcels`, each with a key alone.
    let bytes: [UInt8] = [0xd2, 1, 2, 8, 5] + [0xe2, 1, 2, 8, 5]
    let mixture = try Mixture(decoding: bytes)
    #expect(
      try mixture.json() == #"{"days":{"5":"1970-01-01T00:00:00Z"},"parcels":{"5":{}}}"#)
  }
}
