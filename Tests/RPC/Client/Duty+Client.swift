extension Duty {
  /// The duties of a client, by PROTOCOL-HTTP2.md, compression.md, statuscodes.md,
  /// http-grpc-status-mapping.md and keepalive.md of the gRPC project and RFC 9113.
  static let client: [Duty] = requests + responses + statuses + connections

  private static let requests = [
    Duty("the head, user-agent and te", "ClientDutyTests.headOfARequestIsComplete"),
    Duty(
      "grpc-timeout: finest unit that fits, rounded up", "ClientDutyTests.deadlineIsTold",
      "CallTimeoutTests.valuesAreWritten", "CallTimeoutTests.whatIsWrittenIsReadAsNoLess"),
    Duty("-bin unpadded", "ClientDutyTests.binaryMetadataAreSentAsBase64"),
    Duty("half close without a message", "ClientDutyTests.emptyRequestEndsTheStream"),
    Duty(
      "deadline is kept here, and CANCELLED after it means it",
      "ClientDutyTests.deadlineIsKeptByTheClient"),
    Duty("cancelled call is reset", "ClientDutyTests.callThatIsCancelledIsReset"),
    Duty(
      "early trailers are answered by RST_STREAM (NO_ERROR)",
      "ClientDutyTests.requestThatIsNotWantedIsEnded",
      "RequestWriterTests.serverMayAnswerWellBeforeTheRequestEnds"),
    Duty(
      "the server's limit of header lists", "ClientDutyTests.headBeyondTheServersLimitIsNotSent"),
  ]

  private static let responses = [
    Duty("borders of frames mean nothing", "BadResponseTests.bordersOfFramesMeanNothing"),
    Duty(
      "none or two where there is one", "BadResponseTests.wrongNumberOfAnswersIsUnimplemented"),
    Duty(
      "oversize, once the prefix is in", "BadResponseTests.messageOverTheLimitIsResourceExhausted"),
    Duty("flag neither 0 nor 1", "BadResponseTests.flagThatIsNoneIsInternal"),
    Duty(
      "flag 1 without an encoding",
      "ClientCompressionTests.compressedMessageWithoutEncodingIsInternal"),
    Duty("unknown encoding", "ClientCompressionTests.unknownEncodingIsInternal"),
    Duty("corrupt compression", "ClientCompressionTests.compressedMessageThatIsNoneIsInternal"),
    Duty("limit of what comes out", "ClientCompressionTests.bombIsResourceExhausted"),
    Duty("Trailers-Only", "BadResponseTests.trailersOnlyIsAWholeResponse"),
    Duty(
      "grpc-message: a decoder never fails", "BadResponseTests.statusMessageIsReadWhateverItIs",
      "StatusMessageTests.brokenEscapesStandAsTheyCame"),
    Duty("-bin padded and unpadded", "BadResponseTests.binaryMetadataIsRead"),
    Duty("any text in metadata", "BadResponseTests.oddMetadataDoesNotFailTheCall"),
  ]

  private static let statuses = [
    Duty(
      "RST_STREAM becomes a status", "BadResponseTests.resetBecomesAStatus",
      "StatusCodeTests.resetIsMapped"),
    Duty(
      "HTTP status becomes a status", "BadResponseTests.httpStatusBecomesAStatus",
      "StatusCodeTests.httpStatusIsMapped"),
    Duty("1xx are skipped", "BadResponseTests.interimResponsesAreSkipped"),
    Duty("body without trailers is INTERNAL", "BadResponseTests.bodyWithoutTrailersIsInternal"),
    Duty("second HEADERS without an end is INTERNAL", "BadResponseTests.secondHeadIsInternal"),
    Duty(
      "grpc-status in the head of a body is ignored",
      "BadResponseTests.statusInTheHeadOfABodyIsIgnored"),
    Duty("trailers without grpc-status", "BadResponseTests.trailersWithoutStatusAreUnknown"),
    Duty("grpc-status that is none", "BadResponseTests.statusThatIsNoneIsUnknown"),
    Duty("lost connection is UNAVAILABLE", "BadResponseTests.lostConnectionIsUnavailable"),
    Duty("content-type is gRPC's", "BadResponseTests.answerThatIsNoGRPCIsUnknown"),
  ]

  private static let connections = [
    Duty(
      "MAX_CONCURRENT_STREAMS: calls queue", "ClientDutyTests.limitOfStreamsIsKept",
      "ConnectionTests.callsQueueAtTheLimitOfStreams"),
    Duty("ENABLE_PUSH=0", "ClientDutyTests.pushIsOff", "ClientDutyTests.promisesOfPushAreRefused"),
    Duty(
      "a new connection before identifiers run out",
      "ConnectionTests.connectionIsReplacedBeforeItsIdentifiersRunOut"),
    Duty(
      "GOAWAY loses no call", "ClientDutyTests.goodbyeLosesNoCall",
      "ReconnectionTests.callsGoOnWhenAServerSaysGoodbye"),
    Duty(
      "PINGs are answered", "ClientDutyTests.pingsAreAnswered",
      "PingStrikesTests.clientBearsAllPings"),
    Duty(
      "keepalive is off, and waits 20 s", "ClientDutyTests.keepaliveIsOffUnlessAskedFor",
      "PingStrikesTests.defaultsAreThoseOfGRPC"),
    Duty(
      "too_many_pings: half as often", "ServerKeepaliveTests.tooManyPingsMakeOurClientAskLessOften",
      "ReconnectionTests.serverThatIsAskedTooOften", "KeepaliveTests.tiredServerIsKnown"),
    Duty("SNI", "TLSTests.clientNamesTheServer"),
    Duty("name and authority of the server", "TLSTests.clientChecksTheServer"),
  ]
}
