internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: the clear part of a message holds nothing personal, the personal part nothing else, and
/// merging the two gives the message back.
@Suite struct PartsTests {
  static func application() -> Application {
    .with {
      $0.id = "0123-clear"
      $0.nik = "secret nik"
      $0.home.street = "secret street"
      $0.home.regency = "Way Kanan clear"
      $0.papers = [.with { $0.kind = .birth }, .with { $0.pages = 4 }]
      $0.children = [.with { $0.name = "secret child" }, .with { $0.year = 2020 }]
      $0.words = ["clear": "clear too"]
      $0.photo = Array("secret photo".utf8)
      $0.aliases = ["secret alias", ""]
      $0.height = 1.5
      $0.remark = "clear remark"
    }
  }

  private func joined(_ application: Application) throws -> Application {
    var joined = try Application(decoding: application.encodedClear())
    try joined.merge(decoding: application.encodedPersonal())
    return joined
  }

  private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    bytes.firstRange(of: Array(text.utf8)) != nil
  }

  @Test func partsHoldTheirOwnAndJoin() throws {
    let application = Self.application()
    let clear = application.encodedClear()
    let personal = application.encodedPersonal()
    #expect(!holds(clear, "secret") && holds(personal, "secret"))
    #expect(holds(clear, "clear") && !holds(personal, "clear"))
    let shown = try Application(decoding: clear)
    #expect(shown.children.isEmpty && shown.aliases.isEmpty && shown.height == 0)
    #expect(shown.hasHome && shown.papers.count == 2)
    #expect(try joined(application) == application)
  }

  @Test func oneofsJoinWhicheverMemberIsSet() throws {
    var application = Self.application()
    application.payment = .card("secret card")
    #expect(try joined(application) == application)
    #expect(!holds(application.encodedClear(), "secret"))
    application.payer.street = "secret payer"
    #expect(try joined(application) == application)
    #expect(!holds(application.encodedClear(), "secret"))
    application.payer.clearStreetForTest()
    application.payer.regency = "clear"
    #expect(try joined(application) == application)
    application.payer = Home()
    #expect(try joined(application) == application)
    application.receipt = "clear receipt"
    #expect(try joined(application) == application)
  }

  @Test func emptyPartsAreEmpty() throws {
    let home = Home.with { $0.regency = "only clear" }
    #expect(home.encodedPersonal() == [])
    #expect(Home.with { $0.street = "secret" }.encodedClear() == [])
    #expect(fullSample().encodedPersonal() == [])
    #expect(try Sample(decoding: fullSample().encodedClear()) == fullSample())
    #expect(Application.with { $0.home = Home() }.encodedPersonal() == [])
    #expect(try joined(.with { $0.home = Home() }).hasHome)
  }

  @Test func unknownFieldsOfAMessageWithPersonalDataArePersonal() throws {
    let unknown = Wire.text(100, "from a newer contract")
    let application = try Application(
      decoding: Self.application().encoded() + unknown + Wire.delimited(3, unknown))
    #expect(!holds(application.encodedClear(), "newer"))
    #expect(try joined(application) == application)
  }
}

extension Home {
  fileprivate mutating func clearStreetForTest() { street = "" }
}
