internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: a map of messages is a value like any other. Its entries are edited in place without a
/// copy, and a copy of the map, of the message around it or of a value in it never changes with it.
@Suite struct MessageMapTests {
  private func sample() -> Maps {
    .with {
      $0.steps["a", default: Step()].actor = "first"
      $0.steps["b"] = .with { $0.at.seconds = 2 }
      $0.maps[1, default: Maps()].steps["c", default: Step()].note = "deep"
    }
  }

  @Test func entriesComeAndGo() throws {
    var maps = sample()
    #expect(maps.steps.count == 2 && maps.steps["a"]?.actor == "first")
    #expect(maps.steps["b"]?.at.seconds == 2 && maps.steps["c"] == nil)
    #expect(maps.maps[1]?.steps["c"]?.note == "deep")
    #expect(maps.steps["none", default: .with { $0.note = "default" }].note == "default")
    #expect(maps.steps.count == 2)
    maps.steps["b"] = nil
    maps.steps["c"] = nil
    #expect(maps.steps.dictionary == ["a": .with { $0.actor = "first" }])
    maps.steps["a"]? = .with { $0.note = "another" }
    #expect(maps.steps["a"] == .with { $0.note = "another" })
    maps.steps["d", default: .with { $0.note = "begun" }].actor = "and changed"
    #expect(maps.steps["d"]?.note == "begun" && maps.steps["d"]?.actor == "and changed")
    let again = try Maps(decoding: maps.encoded())
    #expect(again == maps && again.hashValue == maps.hashValue)
    maps.steps.removeAll()
    #expect(maps.steps.isEmpty && maps.steps["a"] == nil && again.steps.count == 2)
  }

  @Test func copiesStayAsTheyWere() {
    var maps = sample()
    let copy = maps
    let map = maps.steps
    let step = maps.steps["a"]
    maps.steps["a"]?.actor = "changed"
    maps.steps["b"] = nil
    maps.maps[1]?.steps["c"]?.note = "changed"
    #expect(copy == sample() && map == sample().steps && step?.actor == "first")
    #expect(maps.steps["a"]?.actor == "changed" && maps.maps[1]?.steps["c"]?.note == "changed")
  }

  @Test func aValueThatIsKeptWhileItIsReplacedStays() {
    var maps = sample()
    var kept: Step?
    func replace(_ step: inout Step?, by other: Step?) {
      kept = step
      step = other
    }
    replace(&maps.steps["a"], by: .with { $0.actor = "second" })
    #expect(kept?.actor == "first" && maps.steps["a"]?.actor == "second")
    replace(&maps.steps["a"], by: nil)
    #expect(kept?.actor == "second" && maps.steps["a"] == nil && maps.steps.count == 1)
    replace(&maps.steps["a"], by: nil)
    #expect(kept == nil && maps.steps.count == 1)
    replace(&maps.steps["z"], by: .with { $0.actor = "new" })
    #expect(kept == nil && maps.steps["z"]?.actor == "new" && maps.steps["b"]?.at.seconds == 2)
    replace(&maps.maps[1, default: Maps()].steps["c"], by: nil)
    #expect(kept?.note == "deep" && maps.maps[1]?.steps.isEmpty == true)
    #expect(maps.maps[1] != nil)
  }

  @Test func aValueMayComeFromTheMapItself() {
    var maps = sample()
    maps.steps["copy"] = maps.steps["a"]
    maps.maps[2] = maps
    #expect(maps.steps["copy"]?.actor == "first")
    #expect(maps.maps[2]?.maps[1]?.steps["c"]?.note == "deep" && maps.maps.count == 2)
  }

  @Test func anEntryWithoutValueHoldsAnEmptyMessage() throws {
    let maps = try Maps(
      decoding: Wire.delimited(7, Wire.text(1, "k")) + Wire.delimited(7, []))
    #expect(maps.steps.dictionary == ["k": Step(), "": Step()])
    #expect(
      maps.encoded() == Wire.delimited(7, Wire.text(1, "") + Wire.delimited(2, []))
        + Wire.delimited(7, Wire.text(1, "k") + Wire.delimited(2, [])))
  }

  @Test func aRepeatedKeyReplacesTheValue() throws {
    let first = Wire.text(1, "k") + Wire.delimited(2, Wire.text(3, "actor"))
    let second = Wire.text(1, "k") + Wire.delimited(2, Wire.text(4, "note"))
    let maps = try Maps(decoding: Wire.delimited(7, first) + Wire.delimited(7, second))
    #expect(maps.steps.dictionary == ["k": .with { $0.note = "note" }])
    // Inside one entry the parts of a value are merged, as those of any message.
    let whole = try Maps(
      decoding: Wire.delimited(
        7, first + Wire.delimited(2, Wire.text(4, "note"))))
    #expect(whole.steps["k"]?.actor == "actor" && whole.steps["k"]?.note == "note")
  }

  @Test func mapsAreMadeOfDictionaries() {
    let steps = Dictionary(
      uniqueKeysWithValues: (0..<20_000).map { index in
        ("\(index)", Step.with { $0.at.seconds = Int64(index) })
      })
    let maps = Maps.with {
      $0.steps = MessageMap(steps)
      $0.ages = FieldMap(steps.mapValues { Int32($0.at.seconds) })
    }
    #expect(maps.steps.count == 20_000 && maps.steps.dictionary == steps)
    #expect(maps.ages["777"] == 777)
  }

  @Test func mapsOfDifferentMessagesDiffer() {
    let large = Maps.with {
      for index in 0..<40 { $0.steps["\(index)", default: Step()].at.seconds = Int64(index) }
    }
    var other = large
    other.steps["7"]?.at.seconds = 8
    #expect(large != other && large.steps != other.steps)
    other.steps["7"]?.at.seconds = 7
    #expect(large == other && large.hashValue == other.hashValue)
    #expect(large.steps.hashValue == other.steps.hashValue)
  }
}
