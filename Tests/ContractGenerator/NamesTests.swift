import Testing

@testable import LintasContractGenerator

/// Names of a contract become the names that C and Swift want.
struct NamesTests {
  /// Members are in lower camel case; identifiers and addresses stay in capitals; what Swift keeps
  /// for itself gets backticks or an underscore.
  @Test(arguments: [
    ("id", "id"), ("case_id", "caseID"), ("page_url", "pageURL"),
    ("json", "json_"), ("init", "init_"), ("NIK", "nik"), ("fooBar", "fooBar"), ("a_1", "a1"),
    ("in", "`in`"),
    ("description", "description_"), ("URLList", "urlList"), ("_x", "x"), ("_", "__"), ("_1", "_1"),
  ])
  func `members`(_ name: String, _ expected: String) {
    #expect(SwiftNames.member(name) == expected)
  }

  /// Values of an enum lose its name, if what remains can be a name.
  @Test(arguments: [
    ("ROLE_HEAD", "Role", "head"), ("RATE_CLASS_READ", "RateClass", "read"),
    ("PAPER_A4", "Paper", "a4"), ("PAPER_4", "Paper", "paper4"), ("ROLE_", "Role", "role"),
    ("OTHER", "Role", "other"), ("KIND_DEFAULT", "Kind", "`default`"),
    ("kFalse", "Flag", "kFalse"), ("moo", "Flag", "moo"), ("MOO", "Flag", "moo"),
    ("JSON", "Format", "json"), ("FORMAT_SELF", "Format", "self_"),
  ])
  func `values`(_ name: String, _ enumeration: String, _ expected: String) {
    #expect(SwiftNames.value(name, of: enumeration) == expected)
  }

  /// Services and stubs are named after the service, with its last word exchanged.
  @Test func `services`() {
    #expect(SwiftNames.service("Health") == "HealthService")
    #expect(SwiftNames.service("OfficerService") == "OfficerService")
    #expect(SwiftNames.method("SubmitApplication") == "submitApplication")
    #expect(SwiftNames.method("Validate") == "validate")
    #expect(SwiftNames.client("Health") == "HealthClient")
    #expect(SwiftNames.client("OfficerService") == "OfficerClient")
    #expect(SwiftNames.client("Service") == "ServiceClient")
  }

  /// Names of C are those that protoc-gen-c gives.
  @Test func `structures and symbols`() {
    #expect(
      CNames.structure("google.rpc.BadRequest.FieldViolation")
        == "Google__Rpc__BadRequest__FieldViolation")
    #expect(CNames.symbol("google.rpc.BadRequest") == "google__rpc__bad_request")
    #expect(CNames.symbol("lintas.v1.WhoAmIRequest") == "lintas__v1__who_am_irequest")
    #expect(CNames.structure("a_b.snake_case") == "AB__SnakeCase")
  }

  /// A type that is hidden by a nested one of its name is reached through its module.
  @Test func `hidden types`() throws {
    let request = try ContractCase.all(in: "Golden").first { $0.testDescription == "nesting" }?
      .request()
    let context = GenerationContext(
      try #require(request), try GeneratorParameters(parsing: try #require(request).parameter))
    let painter = context.index.message("golden.Painter")
    #expect(context.types.reference("golden.Colour", within: painter) == "Golden.Colour")
    #expect(context.types.reference("golden.Colour", within: nil) == "Colour")
  }
}
