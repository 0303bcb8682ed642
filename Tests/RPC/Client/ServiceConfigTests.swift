import LintasRPC
import Testing

/// Promise: a service config in gRPC's JSON form means what it means elsewhere, and one that is
/// wrong says what is, and where.
@Suite struct ServiceConfigTests {
  @Test func everyMemberIsRead() throws {
    let config = try ServiceConfig(
      json: """
        {
          "loadBalancingConfig": [{"grpclb": {}}, {"round_robin": {}}, {"pick_first": {}}],
          "methodConfig": [
            {
              "name": [{"service": "a.B", "method": "C"}, {"service": "a.D"}],
              "timeout": "1.5s", "waitForReady": true,
              "retryPolicy": {
                "maxAttempts": 3, "initialBackoff": "0.1s", "maxBackoff": "1s",
                "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE", 10, "aborted"]
              }
            },
            {
              "name": [{}],
              "hedgingPolicy": {
                "maxAttempts": 9, "hedgingDelay": "0.05s", "nonFatalStatusCodes": [14]
              }
            }
          ],
          "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1},
          "healthCheckConfig": {"serviceName": "a.B"},
          "somethingElse": [1, 2, 3]
        }
        """)
    let expected = ServiceConfig(
      methods: [
        MethodConfig(
          [.method("a.B", "C"), .service("a.D")], timeout: .milliseconds(1500),
          waitsForReady: true,
          policy: .retry(
            RetryPolicy(
              maxAttempts: 3, initialBackoff: .milliseconds(100), maxBackoff: .seconds(1),
              backoffMultiplier: 2, retryableStatusCodes: [.unavailable, .aborted]))),
        MethodConfig(
          [.all],
          policy: .hedging(
            HedgingPolicy(
              maxAttempts: 5, hedgingDelay: .milliseconds(50),
              nonFatalStatusCodes: [.unavailable]))),
      ],
      retryThrottling: RetryThrottling(maxTokens: 100, tokenRatio: 0.1),
      loadBalancing: .roundRobin, healthCheckedService: "a.B")
    #expect(config == expected)
    #expect(try ServiceConfig(json: "{}") == ServiceConfig())
  }

  @Test(arguments: [
    ("", "no JSON"), ("[]", "no JSON"),
    (#"{"methodConfig": 1}"#, "methodConfig: no list"),
    (#"{"methodConfig": [1]}"#, "methodConfig[0]: no object"),
    (#"{"methodConfig": [{"name": [{"method": "C"}]}]}"#, "methodConfig[0].name[0].method"),
    (#"{"methodConfig": [{"timeout": 1}]}"#, "methodConfig[0].timeout: no string"),
    (#"{"methodConfig": [{"timeout": "1"}]}"#, "methodConfig[0].timeout: no duration"),
    (#"{"methodConfig": [{"timeout": "1s\", \"x"}]}"#, "methodConfig[0].timeout: no duration"),
    (#"{"methodConfig": [{"waitForReady": 1}]}"#, "methodConfig[0].waitForReady"),
    (#"{"methodConfig": [{"retryPolicy": {}}]}"#, "retryPolicy.backoffMultiplier"),
    (Self.retry(#""maxAttempts": 1"#), "retryPolicy.maxAttempts: not greater than 1"),
    (Self.retry(#""maxAttempts": 2.5"#), "retryPolicy.maxAttempts: no whole number"),
    (Self.retry(#""maxAttempts": 1e300"#), "retryPolicy.maxAttempts: no whole number"),
    (Self.retry(#""initialBackoff": "0s""#), "retryPolicy.initialBackoff"),
    (Self.retry(#""maxBackoff": "-1s""#), "retryPolicy.maxBackoff"),
    (Self.retry(#""backoffMultiplier": 0"#), "retryPolicy.backoffMultiplier"),
    (Self.retry(#""retryableStatusCodes": []"#), "retryPolicy.retryableStatusCodes"),
    (Self.retry(#""retryableStatusCodes": [99]"#), "retryableStatusCodes[0]: no status code"),
    (Self.retry(#""retryableStatusCodes": [-1]"#), "retryableStatusCodes[0]: no status code"),
    (
      #"{"methodConfig": [{"hedgingPolicy": {"maxAttempts": 2, "hedgingDelay": "-1s"}}]}"#,
      "hedgingPolicy.hedgingDelay: negative"
    ),
    (#"{"methodConfig": [{"name": [{}]}, {"name": [{}]}]}"#, "twice"),
    (#"{"retryThrottling": {"maxTokens": 1001, "tokenRatio": 1}}"#, "retryThrottling.maxTokens"),
    (#"{"retryThrottling": {"maxTokens": 10, "tokenRatio": 0}}"#, "retryThrottling.tokenRatio"),
    (#"{"loadBalancingConfig": [{"grpclb": {}}]}"#, "no policy of the list is known"),
  ])
  func faultsAreNamed(json: String, words: String) throws {
    let fault = #expect(throws: Status.self) { try ServiceConfig(json: json) }
    #expect(fault?.code == .invalidArgument)
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
  }

  @Test func retryAndHedgingExcludeEachOther() throws {
    let json =
      #"{"methodConfig": [{"hedgingPolicy": {"maxAttempts": 2}, "retryPolicy": {"#
      + #""maxAttempts": 2, "initialBackoff": "1s", "maxBackoff": "1s", "backoffMultiplier": 1, "#
      + #""retryableStatusCodes": [14]}}]}"#
    #expect(throws: Status.self) { try ServiceConfig(json: json) }
  }

  /// A retry policy that is right but for one member.
  private static func retry(_ wrong: String) -> String {
    let members = [
      #""maxAttempts": 3"#, #""initialBackoff": "0.1s""#, #""maxBackoff": "1s""#,
      #""backoffMultiplier": 2"#, #""retryableStatusCodes": [14]"#,
    ]
    let name = wrong.prefix { $0 != ":" }
    let all = members.filter { !$0.hasPrefix(name) } + [wrong]
    return "{\"methodConfig\": [{\"retryPolicy\": {\(all.joined(separator: ", "))}}]}"
  }
}
