internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: the content of an Any is read and written by its type, wherever the type stands.
@Suite struct JSONAnyTests {
  private static let decoding = JSONDecodingOptions(types: JSONWellKnownTests.types)
  private static let encoding = JSONEncodingOptions(types: JSONWellKnownTests.types)

  private func read(_ content: String) throws(JSONDecodingError) -> GoogleAny {
    try GoogleAny(json: content, options: Self.decoding)
  }

  private func reason(of content: String) -> JSONDecodingError.Reason? {
    do {
      _ = try read(content)
      return nil
    } catch { return error.reason }
  }

  private func expectRoundTrip<Kind: Message>(_ content: Kind, _ text: String) throws {
    let any = GoogleAny.with {
      $0.typeURL = "type.googleapis.com/\(Kind.messageName)"
      $0.value = content.encoded()
    }
    #expect(try any.json(options: Self.encoding) == text)
    #expect(try read(text) == any)
  }

  @Test func contentsOfEveryForm() throws {
    try expectRoundTrip(
      Step.with {
        $0.note = "x"
        $0.at.seconds = 1
      }, #"{"@type":"type.googleapis.com/lintas.test.v1.Step","at":{"seconds":"1"},"note":"x"}"#)
    try expectRoundTrip(Step(), #"{"@type":"type.googleapis.com/lintas.test.v1.Step"}"#)
    try expectRoundTrip(
      GoogleDuration.with { $0.seconds = 1 },
      #"{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}"#)
    try expectRoundTrip(
      GoogleStringValue.with { $0.value = "x" },
      #"{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"x"}"#)
    try expectRoundTrip(
      GoogleValue.with { $0.nullValue = .nullValue },
      #"{"@type":"type.googleapis.com/google.protobuf.Value","value":null}"#)
    try expectRoundTrip(
      GoogleEmpty(), #"{"@type":"type.googleapis.com/google.protobuf.Empty"}"#)
    try expectRoundTrip(
      GoogleAny(), #"{"@type":"type.googleapis.com/google.protobuf.Any","value":{}}"#)
    let inner = GoogleAny.with {
      $0.typeURL = "type.googleapis.com/lintas.test.v1.Moment"
      $0.value = Moment.with { $0.nanos = 3 }.encoded()
    }
    try expectRoundTrip(
      inner,
      #"{"@type":"type.googleapis.com/google.protobuf.Any","value":"#
        + #"{"@type":"type.googleapis.com/lintas.test.v1.Moment","nanos":3}}"#)
    #expect(try GoogleAny().json() == "{}")
    #expect(try read("{}") == GoogleAny())
    #expect(try read(" { } ") == GoogleAny())
    // Some write an Empty with its value.
    #expect(try read(#"{"@type":"x/google.protobuf.Empty","value":{}}"#).value == [])
  }

  @Test func theTypeMayStandAnywhere() throws {
    let text = #"{"note":"a\u0062c","at":{"seconds":"1"},"@type":"a/lintas.test.v1.Step"}"#
    let any = try read(text)
    #expect(any.typeURL == "a/lintas.test.v1.Step")
    #expect(try Step(decoding: any.value).note == "abc")
    let escaped = #"{"note":"a\u0062c","\u0040typ\u0065":"a/lintas.t\u0065st.v1.Step"}"#
    #expect(try read(escaped).typeURL == "a/lintas.test.v1.Step")
    #expect(try Step(decoding: read(escaped).value).note == "abc")
    let value = #"{ "value" : "1.5s" , "@type" : "a/google.protobuf.Duration" }"#
    #expect(try GoogleDuration(decoding: read(value).value).nanos == 500_000_000)
  }

  @Test func typesAtTheEndOfManyLevels() throws {
    // Each level's type stands behind its content: one search finds them all.
    var text = #"{"note":"core","@type":"a/lintas.test.v1.Step"}"#
    for _ in 0..<40 { text = "{\"value\":\(text),\"@type\":\"a/google.protobuf.Any\"}" }
    var any = try read(text)
    for _ in 0..<40 { any = try GoogleAny(decoding: any.value) }
    #expect(try Step(decoding: any.value).note == "core")
    // As many side by side.
    let list = [String](repeating: #"{"note":"x","@type":"a/lintas.test.v1.Step"}"#, count: 9)
    let mixture = try Mixture(
      json: "{\"contents\":[\(list.joined(separator: ","))]}", options: Self.decoding)
    #expect(mixture.contents.allSatisfy { $0.typeURL == "a/lintas.test.v1.Step" })
  }

  @Test func refusedContents() {
    #expect(reason(of: #"{"note":"x"}"#) == .noType)
    #expect(reason(of: #"{"@type":"lintas.test.v1.Step"}"#) == .unknownType)
    #expect(reason(of: #"{"@type":"a/lintas.test.v1.Nobody"}"#) == .unknownType)
    #expect(reason(of: #"{"@type":"a/"}"#) == .unknownType)
    #expect(reason(of: #"{"@type":""}"#) == .unknownType)
    #expect(reason(of: #"{"@type":7}"#) == .notString)
    #expect(reason(of: #"{"@type":"a/lintas.test.v1.Step","@type":"a/b"}"#) == .fieldTwice)
    #expect(
      reason(of: #"{"@type":"a/google.protobuf.Duration","@type":"a/b","value":"1s"}"#)
        == .fieldTwice)
    #expect(reason(of: #"{"@type":"a/google.protobuf.Duration"}"#) == .noContent)
    #expect(reason(of: #"{"@type":"a/google.protobuf.Duration","seconds":1}"#) == .unknownField)
    #expect(
      reason(of: #"{"@type":"a/google.protobuf.Duration","value":"1s","value":"1s"}"#)
        == .fieldTwice)
    #expect(reason(of: #"{"@type":"a/lintas.test.v1.Step","value":{}}"#) == .unknownField)
    #expect(reason(of: #"{"@type":"a/lintas.test.v1.Step","note":7}"#) == .notString)
    #expect(reason(of: #"{"note":"\x","@type":"a/lintas.test.v1.Step"}"#) == .invalidEscape)
    #expect(reason(of: #"{"@type":"a/lintas.test.v1.Step""#) == .endTooEarly)
    #expect(reason(of: "[]") == .notObject)
    #expect(reason(of: "null") == .notObject)
  }

  @Test func contentsWithoutJSON() {
    func fault(_ url: String, _ value: [UInt8]) -> JSONEncodingError.Reason? {
      let any = GoogleAny.with {
        $0.typeURL = url
        $0.value = value
      }
      do {
        _ = try any.json(options: Self.encoding)
        return nil
      } catch { return error.reason }
    }
    #expect(fault("", [1]) == .unknownType)
    #expect(fault("x", []) == .unknownType)
    #expect(fault("a/lintas.test.v1.Step", []) == nil)
    #expect(fault("a/lintas.test.v1.Step", [0x80]) == .malformedContent)
    #expect(fault("a/lintas.test.v1.Step", Wire.delimited(4, [0xff])) == .malformedContent)
    #expect(fault("a/google.protobuf.Duration", Wire.varint(1, 1 << 60)) == .durationOutOfRange)
  }

  @Test func contentsInContentsHaveALimit() throws {
    func nested(_ levels: Int) -> GoogleAny {
      var any = GoogleAny()
      for _ in 0..<levels {
        let value = any.encoded()
        any = .with {
          $0.typeURL = "a/google.protobuf.Any"
          $0.value = value
        }
      }
      return any
    }
    #expect(try read(nested(20).json(options: Self.encoding)) == nested(20))
    for levels in [101, 2_000] {
      #expect(throws: JSONEncodingError(reason: .overLimit, path: "")) {
        try nested(levels).json(options: Self.encoding)
      }
    }
    func text(_ levels: Int) -> String {
      let opening = #"{"@type":"a/google.protobuf.Any","value":"#
      return String(repeating: opening, count: levels) + "{}"
        + String(repeating: "}", count: levels)
    }
    #expect(reason(of: text(100)) == nil)
    #expect(reason(of: text(101)) == .tooDeep)
    #expect(reason(of: text(100_000)) == .tooDeep)
    // A large content within many is decoded at each level: their sum has a limit, too.
    var any = GoogleAny.with { $0.typeURL = "a/google.protobuf.BytesValue" }
    any.value = GoogleBytesValue.with { $0.value = [UInt8](repeating: 1, count: 4 << 20) }.encoded()
    for _ in 0..<50 {
      let value = any.encoded()
      any = .with {
        $0.typeURL = "a/google.protobuf.Any"
        $0.value = value
      }
    }
    #expect(throws: JSONEncodingError(reason: .overLimit, path: "")) {
      try any.json(options: Self.encoding)
    }
  }
}
