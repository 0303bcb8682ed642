internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: JSON of plain fields is what the proto3 mapping says, and comes back as it went.
@Suite struct JSONTextTests {
  @Test func everyKindOfField() throws {
    let sample = fullSample()
    let text = try sample.json()
    #expect(
      text == """
        {"id":"an identifier of some length","state":"STATE_APPROVED","name":"Siti Aminah ☺",\
        "submittedAt":{"seconds":"1790000000"},"note":"","priority":-1,"history":[\
        {"state":"STATE_IN_REVIEW","at":{},"actor":"actor 0","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"1"},"actor":"actor 1","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"2"},"actor":"actor 2","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"3"},"actor":"actor 3","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"4"},"actor":"actor 4","note":"note"}],\
        "counts":[1,-1,300,0,2147483647],"states":["STATE_RECEIVED","STATE_REFUSED"],\
        "tags":["a","","déjà vu"],"labels":{"place":"Blambangan Umpu","":"empty"},\
        "decision":{"grounds":"because","at":{"nanos":7}},"delta":"-123456789","score":-0.0,\
        "etag":"AAEC/w==","blobs":["","AQ==","AgM="],"serial":"3735928559",\
        "weights":[0.5,-1],"urgent":false,"flags":[true,false],\
        "parent":{"parent":{"id":"grandparent"}},\
        "stations":{"gate":{"at":{"seconds":"3"}}}}
        """)
    #expect(try Sample(json: text) == sample)
    #expect(try Sample(json: [UInt8](text.utf8)) == sample)
    #expect(try sample.jsonBytes() == [UInt8](text.utf8))
    #expect(try Sample().json() == "{}")
    #expect(try Sample(json: " {\r\n\t} ") == Sample())
  }

  @Test func numbersOfEveryType() throws {
    let numbers = Numbers.with {
      $0.int32 = .min
      $0.int64 = .min
      $0.uint32 = .max
      $0.uint64 = .max
      $0.sint32 = .max
      $0.sint64 = .max
      $0.fixed32 = .max
      $0.fixed64 = .max
      $0.sfixed32 = .min
      $0.sfixed64 = .min
      $0.float = .greatestFiniteMagnitude
      $0.double = .leastNonzeroMagnitude
      $0.bool = true
      $0.maybeUint64 = 0
      $0.maybeFloat = -.infinity
      $0.maybeBytes = []
      $0.maybeState = State(rawValue: 77)
      $0.int64s = [1, -1]
      $0.floats = [0.1, .nan, .infinity]
    }
    let text = try numbers.json()
    #expect(
      text == """
        {"int32":-2147483648,"int64":"-9223372036854775808","uint32":4294967295,\
        "uint64":"18446744073709551615","sint32":2147483647,"sint64":"9223372036854775807",\
        "fixed32":4294967295,"fixed64":"18446744073709551615","sfixed32":-2147483648,\
        "sfixed64":"-9223372036854775808","float":3.4028235e+38,"double":5e-324,"bool":true,\
        "maybeUint64":"0","maybeFloat":"-Infinity","maybeBytes":"","maybeState":77,\
        "int64s":["1","-1"],"floats":[0.1,"NaN","Infinity"]}
        """)
    #expect(try Numbers(json: text) == numbers)
  }

  @Test func mapsOfEveryKey() throws {
    let maps = Maps.with {
      $0.ages = ["b": 1, "a\n": 2]
      $0.names = [-1: "x"]
      $0.blobs = [.max: [255]]
      $0.odds = [true: 0.5, false: 1]
      $0.states = [-3: .received]
      $0.marks = [.max: false]
      $0.steps["x", default: Step()].note = "step"
      $0.maps[7, default: Maps()].ages = ["deep": 1]
    }
    let text = try maps.json()
    #expect(
      text == """
        {"ages":{"b":1,"a\\n":2},"names":{"-1":"x"},"blobs":{"4294967295":"/w=="},\
        "odds":{"true":0.5,"false":1},"states":{"-3":"STATE_RECEIVED"},\
        "marks":{"18446744073709551615":false},"steps":{"x":{"note":"step"}},\
        "maps":{"7":{"ages":{"deep":1}}}}
        """)
    #expect(try Maps(json: text) == maps)
    var options = JSONEncodingOptions()
    options.sortsMaps = true
    let sorted = try maps.json(options: options)
    #expect(sorted.hasPrefix(#"{"ages":{"a\n":2,"b":1}"#))
    #expect(sorted.contains(#""odds":{"false":1,"true":0.5}"#))
  }

  @Test func namesInBothSpellings() throws {
    let mixture = Mixture.with {
      $0.renamed = "x"
      $0.oddName9x = "y"
      $0.bytesValue.value = [1]
    }
    let text = try mixture.json()
    #expect(text == #"{"bytesValue":"AQ==","another \"name\"":"x","OddName9x":"y"}"#)
    #expect(try Mixture(json: text) == mixture)
    var options = JSONEncodingOptions()
    options.usesContractNames = true
    let contract = try mixture.json(options: options)
    #expect(contract == #"{"bytes_value":"AQ==","renamed":"x","_odd__name_9x":"y"}"#)
    #expect(try Mixture(json: contract) == mixture)
    let escaped = #"{"\u0072enam\u0065d":"x","\u004fddName9x":"y","bytes_valu\u0065":"AQ"}"#
    #expect(try Mixture(json: escaped) == mixture)
  }

  @Test func enumsByNameAndNumber() throws {
    let read = { (text: String) in try Mixture(json: "{\"tones\":[\(text)]}") }
    let mixture = try read(
      #""SHADE_DARK","SHADE_BLACK","SHADE_GREY","SHADE_LIGHT",7,-5,2,1e0,"SHADE_UNSPECIFIED""#)
    #expect(mixture.tones.map(\.rawValue) == [1, 1, 7, -5, 7, -5, 2, 1, 0])
    let text = try mixture.json()
    #expect(
      text == """
        {"tones":["SHADE_DARK","SHADE_DARK","SHADE_GREY","SHADE_LIGHT","SHADE_GREY",\
        "SHADE_LIGHT",2,"SHADE_DARK","SHADE_UNSPECIFIED"]}
        """)
    var options = JSONEncodingOptions()
    options.writesEnumNumbers = true
    #expect(try mixture.json(options: options) == #"{"tones":[1,1,7,-5,7,-5,2,1,0]}"#)
    for number in [Int32.min, -6, -4, -1, 2, 6, 8, .max] {
      let other = Mixture.with { $0.tone = Shade(rawValue: number) }
      #expect(try other.json() == "{\"tone\":\(number)}")
    }
  }

  @Test func defaultsOnDemand() throws {
    var options = JSONEncodingOptions()
    options.writesDefaults = true
    #expect(
      try Decision().json(options: options) == #"{"granted":false,"grounds":""}"#)
    #expect(
      try Maps().json(options: options)
        == #"{"ages":{},"names":{},"blobs":{},"odds":{},"states":{},"marks":{},"steps":{},"#
        + #""maps":{}}"#
    )
    #expect(
      try Sample.with { $0.fee = 0 }.json(options: options) == """
        {"id":"","state":"STATE_UNSPECIFIED","name":"","history":[],"counts":[],"states":[],\
        "tags":[],"labels":{},"fee":"0","delta":"0","score":0,"etag":"","blobs":[],"serial":"0",\
        "weights":[],"flags":[],"stations":{}}
        """)
  }

  @Test func linesForPeople() throws {
    var options = JSONEncodingOptions()
    options.isPretty = true
    let sample = Sample.with {
      $0.id = "x"
      $0.submittedAt = Moment()
      $0.history.append { $0.at.seconds = 5 }
      $0.counts = [1, 2]
      $0.labels = ["k": "v"]
    }
    let text = try sample.json(options: options)
    #expect(
      text == """
        {
          "id": "x",
          "submittedAt": {},
          "history": [
            {
              "at": {
                "seconds": "5"
              }
            }
          ],
          "counts": [
            1,
            2
          ],
          "labels": {
            "k": "v"
          }
        }
        """)
    #expect(try Sample(json: text) == sample)
    #expect(try Sample().json(options: options) == "{}")
  }

  @Test func personalFieldsAreMasked() throws {
    var options = JSONEncodingOptions(types: [TestMessagesTypes.all])
    options.masksPersonal = true
    var application = PartsTests.application()
    application.card = "secret card"
    let text = try application.json(options: options)
    #expect(!text.contains("secret") && !text.contains("1.5"))
    #expect(text.contains(#""nik":"<personal>""#) && text.contains(#""card":"<personal>""#))
    #expect(text.contains(#""home":{"street":"<personal>","regency":"Way Kanan clear"}"#))
    let mixture = Mixture.with {
      $0.secret = "secret"
      $0.secrets = ["secret", "secret"]
      $0.children["a", default: Mixture()].secret = "secret"
      $0.content.typeURL = "x/lintas.test.v1.Application"
      $0.content.value = application.encoded()
    }
    let masked = try mixture.json(options: options)
    #expect(!masked.contains("secret c") && !masked.contains("\"secret\":\"secret"))
    #expect(masked.contains(#""secrets":"<personal>""#))
    #expect(masked.contains(#""children":{"a":{"secret":"<personal>"}}"#))
    #expect(masked.contains(#""@type":"x/lintas.test.v1.Application""#))
  }

  @Test func stringsOfAllLengthsAndScalars() throws {
    var random = SplitMix(seed: 11)
    for length in 0..<64 {
      // An escape at every place of a string of every short length.
      for place in 0..<length {
        var letters = [Unicode.Scalar](repeating: "x", count: length)
        letters[place] = ["\"", "\\", "\n", "\u{1f}", "\u{7f}", "é", "\u{10ffff}"][place % 7]
        let sample = Sample.with {
          $0.name.unicodeScalars.append(contentsOf: letters)
          $0.id = random.text()
        }
        #expect(try Sample(json: sample.json()) == sample)
      }
    }
    let controls = Sample.with {
      $0.name.unicodeScalars.append(contentsOf: (UInt8(0)..<0x23).map { Unicode.Scalar($0) })
    }
    let text = try controls.json()
    #expect(
      text == #"{"name":"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e"#
        + #"\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b"#
        + #"\u001c\u001d\u001e\u001f !\""}"#)
    #expect(try Sample(json: text) == controls)
  }

  @Test func escapesInEveryForm() throws {
    let sample = try Sample(
      json: #"{"name":"\"\\\/\b\f\n\r\t\u0041\u00e9\u263A\uD83D\uDE08","id":"a\u0000b"}"#)
    #expect(sample.name == "\"\\/\u{8}\u{c}\n\r\tAé☺😈")
    #expect(sample.id == "a\0b")
  }

  @Test func bytesInBothAlphabets() throws {
    var random = SplitMix(seed: 12)
    for count in 0..<50 {
      let sample = Sample.with { $0.etag = (0..<count).map { _ in UInt8(random.pick(256)) } }
      let text = try sample.json()
      #expect(try Sample(json: text) == sample)
      let other = text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
      #expect(try Sample(json: String(other)) == sample)
    }
    #expect(try Sample(json: #"{"etag":"-_-_"}"#).etag == [0xfb, 0xff, 0xbf])
    #expect(try Sample(json: #"{"etag":"\u0041\u0041=="}"#).etag == [0])
  }

  @Test func nullIsAbsent() throws {
    let names = ["id", "submittedAt", "note", "history", "counts", "labels", "decision", "parent"]
    let text = "{" + names.map { "\"\($0)\": null" }.joined(separator: ",") + "}"
    #expect(try Sample(json: text) == Sample())
    #expect(try Sample(json: #"{"refusal":null,"fee":1}"#).fee == 1)
    #expect(try Sample(json: #"{"fee":"1","refusal":null}"#).fee == 1)
  }
}
