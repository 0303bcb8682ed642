import LintasMessages
import LintasProtobuf
import LintasRecords
import LintasStandard
import Testing

/// The tables that are emitted say the same as the descriptors that protoc-gen-c emits: two
/// programs agree on every field's number, kind, place and presence.
struct EmittedTableTests {
  /// Each table is checked with all that it reaches.
  @Test func `agree with protobuf-c's descriptors`() {
    let tables = [
      RegisterRequest._table, RegisterResponse._table, SignInRequest._table,
      SignInResponse._table, WhoAmIRequest._table, WhoAmIResponse._table,
      GetRequirementsRequest._table, GetRequirementsResponse._table, QuoteFeeRequest._table,
      QuoteFeeResponse._table, SubmitApplicationRequest._table, SubmitApplicationResponse._table,
      GetApplicationRequest._table, GetApplicationResponse._table, ListApplicationsRequest._table,
      ListApplicationsResponse._table, WatchApplicationsRequest._table,
      WatchApplicationsResponse._table, ClaimNextCaseRequest._table, ClaimNextCaseResponse._table,
      GetCaseRequest._table, GetCaseResponse._table, RecordDocumentCheckRequest._table,
      RecordDocumentCheckResponse._table, DecideCaseRequest._table, DecideCaseResponse._table,
      MethodPolicy._table, FieldRule._table, AccountRecord._table, SessionRecord._table,
      CaseAct._table, CaseRecord._table, IdempotencyRecord._table, AuditRecord._table,
      ApplicationStepRecord._table, ReferenceRow._table, StoreRecord._table,
      GoogleAny._table, GoogleDuration._table, GoogleEmpty._table, GoogleTimestamp._table,
      GoogleStatus._table, GoogleBadRequest._table, GoogleErrorInfo._table, GoogleHelp._table,
      HealthCheckRequest._table, HealthCheckResponse._table,
    ]
    for table in tables {
      #expect(table.verify() == [], "\(table.name)")
    }
  }
}
