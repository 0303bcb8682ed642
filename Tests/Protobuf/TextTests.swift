internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: a description is for people, and shows nothing personal.
@Suite struct TextTests {
  @Test func personalFieldsAreHidden() {
    var application = PartsTests.application()
    application.card = "secret card"
    let text = application.description
    #expect(!text.contains("secret"))
    #expect(!text.contains("1.5"))
    #expect(text.contains("nik: <personal>") && text.contains("card: <personal>"))
    #expect(text.contains("home {street: <personal>, regency: \"Way Kanan clear\"}"))
    #expect("\(application)" == text)
  }

  @Test func allKindsAreShown() throws {
    var sample = fullSample()
    sample.counts = ScalarList(0..<30)
    try sample.merge(decoding: Wire.varint(1000, 1))
    let text = sample.description
    #expect(text.hasPrefix("lintas.test.v1.Sample {id: \"an identifier of some length\""))
    #expect(text.contains("state: STATE_APPROVED"))
    #expect(text.contains("states: [STATE_RECEIVED, STATE_REFUSED]"))
    #expect(text.contains("urgent: false") && text.contains("score: -0.0"))
    #expect(text.contains("etag: <4 bytes>"))
    #expect(text.contains("19, … 30 in all]"))
    #expect(text.contains("\"place\": \"Blambangan Umpu\""))
    #expect(text.contains("bytes of unknown fields>"))
    #expect(Sample().description == "lintas.test.v1.Sample {}")
    let maps = Maps.with { $0.states = [-7: .approved] }
    #expect(maps.description == "lintas.test.v1.Maps {states: [-7: STATE_APPROVED]}")
  }

  @Test func wellKnownTypesAndMapsOfMessages() throws {
    var mixture = Mixture.with {
      $0.children["a", default: Mixture()].secret = "secret"
      $0.children["a", default: Mixture()].tone = .grey
      $0.secrets = ["secret", "secret"]
      $0.content.typeURL = "x/lintas.test.v1.Application"
      $0.content.value = PartsTests.application().encoded()
      $0.doubleValue.value = .nan
      $0.floatValue.value = -.infinity
      $0.value.listValue.values.append { $0.structValue.fields["k"] = GoogleValue() }
      $0.none = .nullValue
    }
    try mixture.merge(decoding: Wire.text(1000, "secret"))
    let text = mixture.description
    #expect(!text.contains("secret\"") && !text.contains("secret c"))
    #expect(text.contains("children: [\"a\": {tone: SHADE_GREY, secret: <personal>}]"))
    #expect(text.contains("secrets: <personal>"))
    #expect(text.contains("content {type_url: \"x/lintas.test.v1.Application\", value: <"))
    #expect(text.contains("double_value {value: nan}, float_value {value: -inf}"))
    #expect(text.contains("value {list_value {values: [{struct_value {fields: [\"k\": {}]}}]}}"))
    #expect(text.contains("none: NULL_VALUE"))
    #expect(text.hasSuffix("<9 bytes of unknown fields>}"))
  }
}
