internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: text that is no JSON, or not this message's, is refused with the place and the reason,
/// and never with what it holds.
@Suite struct JSONRefusalTests {
  private func error<Kind: Message>(
    _ text: String, as kind: Kind.Type = Sample.self, ignoring: Bool = false
  ) -> JSONDecodingError? {
    do {
      _ = try Kind(json: text, options: JSONDecodingOptions(ignoresUnknownFields: ignoring))
      return nil
    } catch { return error }
  }

  @Test(
    arguments: [
      ("", .endTooEarly, 0), (" ", .endTooEarly, 1), ("{", .endTooEarly, 1),
      ("{\"id\"", .endTooEarly, 5), ("{\"id\":", .endTooEarly, 6), ("{\"id\":\"x", .endTooEarly, 8),
      ("{\"id\":\"x\"", .endTooEarly, 9), ("{\"id\":\"x\",", .endTooEarly, 10),
      ("{\"id\":\"\\", .endTooEarly, 7), ("{}x", .textBehindValue, 2),
      ("{}{}", .textBehindValue, 2),
      ("{} \0", .textBehindValue, 3), ("[]", .notObject, 0), ("null", .notObject, 0),
      ("\"x\"", .notObject, 0), ("7", .notObject, 0), ("\u{feff}{}", .notObject, 0),
      ("{,}", .noName, 1), ("{\"id\":\"x\",}", .noName, 10), ("{id:\"x\"}", .noName, 1),
      ("{'id':\"x\"}", .noName, 1), ("{\"id\" \"x\"}", .noColon, 6),
      ("{\"id\":\"x\" \"y\"}", .noComma, 10),
      ("{\"id\":\"x\"]", .noComma, 9), ("{\"id\":nul}", .noValue, 6),
      ("{\"id\":NULL}", .notString, 6),
      ("{\"counts\":[1,]}", .notNumber, 13), ("{\"counts\":[,1]}", .notNumber, 11),
      ("{\"counts\":[1 2]}", .noComma, 13), ("{\"counts\":[1}", .noComma, 12),
      ("{\"id\":\"a\nb\"}", .controlCharacter, 8), ("{\"id\":\"\u{1f}\"}", .controlCharacter, 7),
      ("{\"i\td\":\"\"}", .controlCharacter, 3), ("{\"id\":\"\\x\"}", .invalidEscape, 7),
      ("{\"id\":\"\\u12g4\"}", .invalidEscape, 7), ("{\"id\":\"\\U0041\"}", .invalidEscape, 7),
      ("{\"id\":\"\\u12", .invalidEscape, 7), ("{\"id\":\"\\ud800\"}", .loneSurrogate, 7),
      ("{\"id\":\"\\ud800x\"}", .loneSurrogate, 7), ("{\"id\":\"\\udc00\"}", .loneSurrogate, 7),
      ("{\"id\":\"\\ud800\\ud800\"}", .loneSurrogate, 7),
      ("{\"id\":\"\\ude08\\ud83d\"}", .loneSurrogate, 7),
      ("{\"id\":\"\\ud800\\n\"}", .loneSurrogate, 7), ("{\"\\ud800\":1}", .loneSurrogate, 2),
      ("{\"priority\":01}", .invalidNumber, 12), ("{\"priority\":-}", .invalidNumber, 12),
      ("{\"priority\":1.}", .invalidNumber, 12), ("{\"priority\":1e}", .invalidNumber, 12),
      ("{\"priority\":.5}", .notNumber, 12), ("{\"priority\":+5}", .notNumber, 12),
      ("{\"priority\":1a}", .noComma, 13), ("// x\n{}", .notObject, 0),
    ] as [(String, JSONDecodingError.Reason, Int)])
  func textThatIsNoJSON(_ text: String, _ reason: JSONDecodingError.Reason, _ offset: Int) {
    let error = error(text)
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test(
    arguments: [
      ("{\"id\":7}", .notString, "id"), ("{\"nobody\":7}", .unknownField, ""),
      ("{\"\":7}", .unknownField, ""), ("{\"idx\":7}", .unknownField, ""),
      ("{\"id\\u0000\":\"\"}", .unknownField, ""), ("{\"i\":7}", .unknownField, ""),
      ("{\"ID\":\"\"}", .unknownField, ""),
      ("{\"id\":\"x\",\"id\":\"x\"}", .fieldTwice, ""),
      ("{\"id\":null,\"id\":\"x\"}", .fieldTwice, ""),
      ("{\"submittedAt\":{},\"submitted_at\":{}}", .fieldTwice, ""),
      ("{\"fee\":1,\"refusal\":\"x\"}", .oneofTwice, "refusal"),
      ("{\"decision\":{},\"fee\":1}", .oneofTwice, "fee"),
      ("{\"submittedAt\":{\"seconds\":true}}", .notNumber, "submitted_at.seconds"),
      ("{\"submittedAt\":7}", .notObject, "submitted_at"),
      ("{\"submittedAt\":[]}", .notObject, "submitted_at"),
      ("{\"history\":{}}", .notList, "history"),
      ("{\"history\":[{},{},7]}", .notObject, "history[2]"),
      ("{\"history\":[{},{\"at\":{\"nanos\":1.5}}]}", .notWhole, "history[1].at.nanos"),
      ("{\"history\":[null]}", .nullElement, "history[0]"),
      ("{\"history\":[nil]}", .noValue, "history[0]"),
      ("{\"counts\":[1,null]}", .nullElement, "counts[1]"), ("{\"counts\":7}", .notList, "counts"),
      ("{\"counts\":[[1]]}", .notNumber, "counts[0]"),
      ("{\"counts\":[\"x\"]}", .notNumber, "counts[0]"),
      ("{\"counts\":[\"\"]}", .notNumber, "counts[0]"),
      ("{\"counts\":[\" 1\"]}", .notNumber, "counts[0]"),
      ("{\"counts\":[\"1 \"]}", .notNumber, "counts[0]"),
      ("{\"counts\":[\"1\\u0000\"]}", .notNumber, "counts[0]"),
      ("{\"counts\":[2147483648]}", .outOfRange, "counts[0]"),
      ("{\"counts\":[-2147483649]}", .outOfRange, "counts[0]"),
      ("{\"counts\":[0.1]}", .notWhole, "counts[0]"),
      ("{\"counts\":[1e999999999]}", .outOfRange, "counts[0]"),
      ("{\"counts\":[1e-999999999]}", .notWhole, "counts[0]"),
      ("{\"counts\":[NaN]}", .notNumber, "counts[0]"),
      ("{\"labels\":[]}", .notObject, "labels"),
      ("{\"labels\":{\"a\":\"x\",\"a\":\"y\"}}", .keyTwice, "labels"),
      ("{\"labels\":{\"a\":\"x\",\"\\u0061\":\"y\"}}", .keyTwice, "labels"),
      ("{\"labels\":{\"a\":null}}", .nullElement, "labels[0]"),
      ("{\"labels\":{a:\"x\"}}", .noName, "labels[0]"),
      ("{\"labels\":{\"a\":\"x\",\"b\":7}}", .notString, "labels[1]"),
      ("{\"urgent\":1}", .notBool, "urgent"), ("{\"urgent\":\"true\"}", .notBool, "urgent"),
      ("{\"urgent\":truth}", .noValue, "urgent"),
      ("{\"state\":\"NOBODY\"}", .unknownEnumName, "state"),
      ("{\"state\":\"\"}", .unknownEnumName, "state"),
      ("{\"state\":\"1\"}", .unknownEnumName, "state"),
      ("{\"state\":\"state_received\"}", .unknownEnumName, "state"),
      ("{\"state\":\"STATE_RECEIVED\\u0000x\"}", .unknownEnumName, "state"),
      ("{\"state\":true}", .notEnum, "state"),
      ("{\"state\":1.5}", .notWhole, "state"), ("{\"state\":2147483648}", .outOfRange, "state"),
      ("{\"state\":[]}", .notEnum, "state"), ("{\"etag\":\"A\"}", .notBase64, "etag"),
      ("{\"etag\":\"A===\"}", .notBase64, "etag"), ("{\"etag\":\"AA=\"}", .notBase64, "etag"),
      ("{\"etag\":\"AA==AA==\"}", .notBase64, "etag"), ("{\"etag\":\"A A=\"}", .notBase64, "etag"),
      ("{\"etag\":\"é\"}", .notBase64, "etag"), ("{\"etag\":\"====\"}", .notBase64, "etag"),
      ("{\"etag\":\"AAAAA\"}", .notBase64, "etag"), ("{\"etag\":[]}", .notString, "etag"),
      ("{\"score\":1e309}", .outOfRange, "score"),
      ("{\"score\":\"infinity\"}", .notNumber, "score"),
      ("{\"score\":\"Infinity \"}", .notNumber, "score"),
      ("{\"score\":Infinity}", .notNumber, "score"),
      ("{\"score\":-Infinity}", .invalidNumber, "score"), ("{\"score\":\"\"}", .notNumber, "score"),
    ] as [(String, JSONDecodingError.Reason, String)])
  func jsonOfAnotherMessage(_ text: String, _ reason: JSONDecodingError.Reason, _ path: String) {
    let error = error(text)
    #expect(error?.reason == reason)
    #expect(error?.path == path)
  }

  @Test func keysOfMaps() throws {
    let wrong: [(String, JSONDecodingError.Reason)] = [
      (#"{"names":{"x":""}}"#, .notNumber), (#"{"names":{1:""}}"#, .noName),
      (#"{"names":{"9223372036854775808":""}}"#, .outOfRange), (#"{"names":{null:""}}"#, .noName),
      (#"{"names":{"1":"","1":""}}"#, .keyTwice), (#"{"names":{"1":"","1.0":""}}"#, .keyTwice),
      (#"{"blobs":{"-1":""}}"#, .outOfRange), (#"{"odds":{"True":1}}"#, .notBool),
      (#"{"odds":{true:1}}"#, .noName), (#"{"odds":{"":1}}"#, .notBool),
      (#"{"odds":{"true":1,"true":1}}"#, .keyTwice), (#"{"steps":{"a":null}}"#, .nullElement),
    ]
    for (text, reason) in wrong { #expect(error(text, as: Maps.self)?.reason == reason, "\(text)") }
    let maps = try Maps(json: #"{"odds":{"tr\u0075e":1},"names":{"\u002d1":"x","1e2":"y"}}"#)
    #expect(maps.odds[true] == 1 && maps.names[-1] == "x" && maps.names[100] == "y")
  }

  @Test func fieldsBeyondAWord() {
    for number in [1, 63, 64, 65, 66, 127, 128, 129, 140] {
      let field = "\"field\(number)\""
      #expect(error("{\(field):1,\"field_\(number)\":1}", as: Wide.self)?.reason == .fieldTwice)
    }
    let all = (1...140).map { "\"field\($0)\":\($0)" }.joined(separator: ",")
    let reversed = (1...140).reversed().map { "\"field_\($0)\":\($0)" }.joined(separator: ",")
    #expect((try? Wide(json: "{\(all)}")) == (try? Wide(json: "{\(reversed)}")))
    #expect((try? Wide(json: "{\(all)}").field140) == 140)
    #expect(error("{\(all),\"field3\":3}", as: Wide.self)?.reason == .fieldTwice)
  }

  @Test func unknownIsIgnoredOnDemand() throws {
    func read<Kind: Message>(_ text: String, as kind: Kind.Type = Sample.self) throws -> Kind {
      try Kind(json: text, options: JSONDecodingOptions(ignoresUnknownFields: true))
    }
    let sample = try read(
      #"{"a":null,"b":[1,{"c":[]},"\u0041"],"id":"x","d":{"e":{}},"b":-1.5e3,"f":true,"g":""}"#)
    #expect(sample == Sample.with { $0.id = "x" })
    let mixture = try read(
      #"{"tone":"NOBODY","tones":["SHADE_DARK","NOBODY",7],"shade":"NOBODY","#
        + #""shades":{"a":"NOBODY","b":"SHADE_GREY","c":"NOBODY"}}"#, as: Mixture.self)
    #expect(mixture.tone == .unspecified && mixture.choice == nil)
    #expect(mixture.tones.map(\.rawValue) == [1, 7])
    #expect(mixture.shades.dictionary == ["b": .grey])
    // What is ignored must be JSON all the same.
    let wrong: [(String, JSONDecodingError.Reason)] = [
      (#"{"x":}"#, .noValue), (#"{"x":[1,]}"#, .noValue), (#"{"x":{"a"}}"#, .noColon),
      (#"{"x":{a:1}}"#, .noName), (#"{"x":"\x"}"#, .invalidEscape), (#"{"x":01}"#, .invalidNumber),
      (#"{"x":"\ud800"}"#, .loneSurrogate), (#"{"x":tru}"#, .noValue), (#"{"x":[1}"#, .noComma),
      (#"{"x":{"a":1]}"#, .noComma), ("{\"x\":\"\n\"}", .controlCharacter),
      (#"{"x":[1"#, .endTooEarly),
      (#"{"id":7}"#, .notString),
    ]
    for (text, reason) in wrong {
      #expect(error(text, ignoring: true)?.reason == reason, "\(text)")
    }
  }

  @Test func placesInLines() {
    let error = error("{\n  \"id\": \"é\",\n  \"name\": \"☺😈\", \"note\": 7\n}")
    #expect(error?.line == 3 && error?.column == 25 && error?.path == "note")
    #expect(error?.description == "line 3, column 25, note: a string is expected")
    #expect(self.error("{\r\n7}")?.description == "line 2, column 1: a name in quotes is expected")
  }

  @Test func nothingOfTheTextIsEchoed() {
    let secret = "1801234567890123"
    for text in [
      "{\"\(secret)\":1}", "{\"id\":\(secret)}", "{\"labels\":{\"\(secret)\":1}}",
      "{\"state\":\"\(secret)\"}", "{\"counts\":[\(secret)]}", "{\"urgent\":\"\(secret)\"}",
      "{\"labels\":{\"\(secret)\":\"\",\"\(secret)\":\"\"}}", "{\"score\":\"\(secret)x\"}",
    ] {
      let error = error(text)
      #expect(error != nil && !"\(error as Any)".contains("180123"))
    }
  }

  @Test func textThatIsNotUTF8() {
    let wrong: [[UInt8]] = [
      [0x80], [0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
      [0xff], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xc3], [0xf0, 0x9f, 0x98],
    ]
    for bytes in wrong {
      for lead in 0..<12 {
        let head = [UInt8]("{\"id\":\"".utf8) + [UInt8](repeating: 0x78, count: lead)
        let error: JSONDecodingError?
        do {
          _ = try Sample(json: head + bytes + [0x22, 0x7d])
          error = nil
        } catch let fault { error = fault }
        #expect(error?.reason == .invalidUTF8 && error?.offset == head.count)
        #expect(throws: JSONDecodingError.self) { try Sample(json: head + [0xc3, 0xa9] + bytes) }
      }
    }
  }
}
