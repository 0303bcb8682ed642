import LintasClient
import LintasRPC
import Testing

@testable import lintas

/// Promise: every method of the built-in contracts is found by its short and by its full name, and
/// a name that is mistyped is answered with those that are meant.
@Suite struct MethodCatalogueTests {
  private let catalogue = MethodCatalogue()

  @Test func everyMethodIsFoundByItsNames() throws {
    for service in LintasClient.services {
      for listing in service.methods {
        let summary = listing.method.summary
        #expect("\(summary.service)" == "\(service.name)")
        let short = "\(service.name)".split(separator: ".").last.map(String.init) ?? ""
        let path = "\(summary.path)"
        for name in ["\(short)/\(summary.method)", path, String(path.dropFirst())] {
          let found = try catalogue.method(name)
          #expect("\(found.method.summary.path)" == "\(summary.path)")
        }
      }
    }
  }

  @Test func theClientListsEveryServiceThatItHas() throws {
    let client = try LintasClient("localhost:1")
    let stubs = Mirror(reflecting: client).children
      .map { "\(type(of: $0.value))" }.filter { $0.hasSuffix("Client") }
    let listed = LintasClient.services.map { service in
      let name = "\(service.name)".split(separator: ".").last.map(String.init) ?? ""
      return name.replacing("Service", with: "") + "Client"
    }
    #expect(stubs.sorted() == listed.sorted())
  }

  @Test(arguments: [
    ("ApplicantService/GetAplication", "ApplicantService/GetApplication"),
    ("applicantservice/getapplication", "ApplicantService/GetApplication"),
    ("GetApplication", "ApplicantService/GetApplication"),
    ("Nonsense/GetApplication", "ApplicantService/GetApplication"),
    ("lintas.v1.ApplicantServices/GetApplication", "ApplicantService/GetApplication"),
    ("grpc.health.v1.Health/Chek", "Health/Check"),
    ("OfficerService/ClaimNextCsae", "OfficerService/ClaimNextCase"),
  ])
  func aMistypedNameBringsTheRightOneFirst(typed: String, meant: String) {
    let error = #expect(throws: UnknownMethod.self) { try catalogue.method(typed) }
    #expect(error?.closest.first == meant)
    #expect((error?.closest.count ?? 0) <= 3)
    #expect(error?.description.contains(meant) == true)
  }

  @Test(arguments: ["", "/", "Zzz/Qqq", "lintas.v1.ApplicantService", "//", "🐘"])
  func aNameLikeNoOtherBringsNone(typed: String) {
    let error = #expect(throws: UnknownMethod.self) { try catalogue.method(typed) }
    #expect(error?.closest == [])
    #expect(error?.description.contains("--list") == true)
  }

  /// Two packages with a service of one name: the full names are asked for.
  @Test func aNameOfTwoMethodsIsRefused() throws {
    let health = try #require(
      LintasClient.services.first { "\($0.name)" == "grpc.health.v1.Health" })
    let double = MethodCatalogue([health, health])
    let error = #expect(throws: UnknownMethod.self) { try double.method("Health/Check") }
    #expect(error?.isAmbiguous == true)
    #expect(error?.closest == ["grpc.health.v1.Health/Check", "grpc.health.v1.Health/Check"])
  }

  @Test func theListNamesMethodsWithTheirFirstSentence() throws {
    let all = try #require(catalogue.list())
    for service in LintasClient.services { #expect(all.contains("\(service.name)  ")) }
    let one = try #require(catalogue.list("ApplicantService"))
    #expect(one.hasPrefix("lintas.v1.ApplicantService  Passport applications, from the question"))
    #expect(one.contains("\n  SubmitApplication  Submits an application.\n"))
    #expect(one.contains("\n  WatchApplications  [stream] Streams what happens"))
    #expect(!one.contains("grpc.health"))
    #expect(catalogue.list("lintas.v1.ApplicantService") == one)
    #expect(catalogue.list("Nonsense") == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "ABC", 0), ("kitten", "sitting", 3),
    ("claim", "calim", 2), ("a", "b", 1),
  ])
  func distancesAreThoseOfLevenshtein(first: String, second: String, distance: Int) {
    #expect(EditDistance.between(first, second) == distance)
    #expect(EditDistance.between(second, first) == distance)
  }
}
