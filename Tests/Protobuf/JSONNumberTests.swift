internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: numbers are exact. Whole numbers may be written in any form that is whole, and
/// fractions come back bit for bit.
@Suite struct JSONNumberTests {
  private func read(_ field: String, _ number: String) -> Numbers? {
    try? Numbers(json: "{\"\(field)\":\(number)}")
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("0.0", 0), ("-0.000e5", 0), ("0e999999999", 0), ("0e-999999999", 0),
      ("1.0", 1), ("1e2", 100), ("1E+2", 100), ("-1e00", -1), ("1500e-2", 15), ("0.15e2", 15),
      ("1.5e1", 15), ("-2147483648", -2_147_483_648), ("2147483647.000", 2_147_483_647),
      ("2.147483647e9", 2_147_483_647), ("21474836470000000000000000000000e-22", 2_147_483_647),
      ("0.00000000000000000000000000000000001e36", 10), ("100000000000000000000000e-20", 1000),
    ])
  func wholeNumbersInEveryForm(_ text: String, _ value: Int32) {
    #expect(read("int32", text)?.int32 == value)
    #expect(read("int32", "\"\(text)\"")?.int32 == value)
    #expect(read("sint64", text)?.sint64 == Int64(value))
    #expect(read("double", text)?.double == Double(value))
    if value >= 0 {
      #expect(read("fixed64", text)?.fixed64 == UInt64(value))
      #expect(read("uint32", text)?.uint32 == UInt32(value))
    } else {
      #expect(read("uint32", text) == nil && read("fixed64", text) == nil)
    }
  }

  @Test func theEndsOfTheRanges() {
    for (field, least, most) in [
      ("int32", "-2147483648", "2147483647"), ("sint32", "-2147483648", "2147483647"),
      ("sfixed32", "-2147483648", "2147483647"), ("uint32", "0", "4294967295"),
      ("fixed32", "0", "4294967295"), ("int64", "-9223372036854775808", "9223372036854775807"),
      ("sint64", "-9223372036854775808", "9223372036854775807"),
      ("sfixed64", "-9223372036854775808", "9223372036854775807"),
      ("uint64", "0", "18446744073709551615"), ("fixed64", "0", "18446744073709551615"),
    ] {
      for text in [least, most, "\(most).0", "\(least)e-0", "\(most)000e-3"] {
        #expect(read(field, text) != nil && read(field, "\"\(text)\"") != nil)
      }
      // The last digit of each end can grow by one.
      let more = most.dropLast() + String((most.last?.wholeNumberValue ?? 0) + 1)
      let less = least == "0" ? "-1" : least.dropLast() + "9"
      for text in [String(more), String(less), "\(most)0", "\(most)e1", "1e20", "-1e20"] {
        #expect(read(field, text) == nil, "\(field) \(text)")
      }
      #expect(read(field, "\(most).5") == nil && read(field, "0.1") == nil)
    }
  }

  @Test func numbersBetweenDoublesKeepTheirDigits() {
    #expect(read("int64", "9007199254740993")?.int64 == 9_007_199_254_740_993)
    #expect(read("uint64", "18446744073709551615")?.uint64 == .max)
    #expect(read("int64", "-9223372036854775807")?.int64 == -.max)
  }

  @Test func fractionsComeBackBitForBit() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    for _ in 0..<20_000 {
      let numbers = Numbers.with {
        $0.double = Double(bitPattern: random.next())
        $0.float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
        $0.floats = [Float(Int.random(in: -100_000...100_000, using: &random)) / 100]
        if $0.double.isNaN { $0.double = .nan }
        if $0.float.isNaN { $0.float = .nan }
      }
      let text = try numbers.json()
      let again = try Numbers(json: text)
      try #require(again == numbers, "seed \(seed), \(text)")
    }
  }

  @Test func decimalsAreRoundedAsSwiftRoundsThem() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    for _ in 0..<20_000 {
      let digits = (0..<1 + random.pick(25)).map { _ in String(random.pick(10)) }.joined()
      let whole = digits.drop { $0 == "0" }
      var text = whole.isEmpty ? "0" : String(whole)
      if random.pick(2) == 0 { text += "." + digits }
      if random.pick(2) == 0 { text += "e\(random.pick(80) - 40)" }
      let double = try #require(Double(text))
      let float = try #require(Float(text))
      let numbers = read("double", text)
      try #require(numbers?.double.bitPattern == double.bitPattern, "seed \(seed), \(text)")
      try #require(
        float.isFinite ? read("float", text)?.float == float : read("float", text) == nil,
        "seed \(seed), \(text)")
    }
  }

  @Test func longDecimals() throws {
    // Just above, at, and just below the middle between two neighbours, with digits far out.
    let zeros = String(repeating: "0", count: 5_000)
    let middle = "9007199254740993"
    #expect(read("double", "\(middle).\(zeros)")?.double == 9_007_199_254_740_992)
    #expect(read("double", "\(middle).\(zeros)1")?.double == 9_007_199_254_740_994)
    #expect(
      read("double", "9007199254740992.\(String(repeating: "9", count: 5_000))")?.double
        == 9_007_199_254_740_992)
    #expect(read("double", "\(middle)\(zeros)e-5000")?.double == 9_007_199_254_740_992)
    #expect(read("double", "\(middle)\(zeros)1e-5001")?.double == 9_007_199_254_740_994)
    #expect(read("double", "0.\(zeros)1e5001")?.double == 1)
    #expect(
      read("double", "-0.\(zeros)9007199254740993\(zeros)1e5016")?.double == -9_007_199_254_740_994)
    #expect(read("double", "1\(zeros)") == nil)
    #expect(read("double", "0.\(zeros)1")?.double == 0)
    #expect(read("double", "-0.\(zeros)")?.double.sign == .minus)
    #expect(read("float", "16777217.\(zeros)1")?.float == 16_777_218)
  }

  @Test func theEndsOfFractions() {
    #expect(read("double", "1.7976931348623157e308")?.double == .greatestFiniteMagnitude)
    #expect(read("double", "1.7976931348623158e308")?.double == .greatestFiniteMagnitude)
    #expect(read("double", "1.7976931348623159e308") == nil)
    #expect(read("double", "-1e309") == nil && read("double", "1e999999999") == nil)
    #expect(read("double", "\"1e309\"") == nil)
    #expect(read("double", "5e-324")?.double == .leastNonzeroMagnitude)
    #expect(read("double", "1e-400")?.double == 0 && read("double", "1e-999999999")?.double == 0)
    #expect(read("float", "3.4028235e38")?.float == .greatestFiniteMagnitude)
    #expect(read("float", "3.4028236e38") == nil && read("float", "-1e39") == nil)
    #expect(read("float", "1e-60")?.float == 0)
    #expect(read("float", "\"NaN\"")?.float.isNaN == true)
    #expect(read("double", "\"-Infinity\"")?.double == -.infinity)
    #expect(read("double", "\"\\u002dInfinity\"")?.double == -.infinity)
    #expect(read("double", "\"1.5\"")?.double == 1.5)
    #expect(read("double", "\"1\\u002e5\"")?.double == 1.5)
  }

  @Test func wholeFractionsHaveNoPoint() throws {
    let texts: [(Double, String)] = [
      (0, "0"), (1, "1"), (-1, "-1"), (1e15, "1000000000000000"), (0x1p53, "9007199254740992.0"),
      (9_007_199_254_740_991, "9007199254740991"), (1e22, "1e+22"), (0.1, "0.1"), (1e-7, "1e-07"),
      (123_456.789, "123456.789"),
    ]
    for (double, text) in texts {
      #expect(try Sample.with { $0.weights = [double] }.json() == "{\"weights\":[\(text)]}")
      #expect(try Sample(json: "{\"weights\":[\(text)]}").weights[0] == double)
    }
  }
}
