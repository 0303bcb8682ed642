extension Duty {
  /// The duties of a server, by PROTOCOL-HTTP2.md, compression.md, statuscodes.md and keepalive.md
  /// of the gRPC project and RFC 9113.
  static let server: [Duty] = head + messages + answers + connections + encryption

  /// On the head of a request, in this order.
  private static let head = [
    Duty("header list too large: reset", "ServerDutyTests.headerListTooLargeIsReset"),
    Duty(":authority or host twice", "ServerDutyTests.fieldThatMayStandOnceIsReset"),
    Duty("connection-specific fields", "ServerDutyTests.connectionFieldIsReset"),
    Duty(
      "content-type is gRPC's, or 415", "BadRequestTests.wrongContentTypeIsHTTP415",
      "RequestHeadTests.otherContentTypesAreUnsupportedMedia",
      "RequestHeadTests.contentTypesOfGRPCAreServed"),
    Duty(
      "malformed grpc-timeout", "BadRequestTests.malformedTimeoutIsInternal",
      "CallTimeoutTests.malformedValuesAreSeen"),
    Duty("malformed -bin value", "BadRequestTests.malformedBinaryMetadataIsInternal"),
    Duty(
      "method other than POST: 405", "BadRequestTests.otherMethodThanPostIsHTTP405",
      "RequestHeadTests.otherMethodsAreNotAllowed"),
    Duty("over MAX_CONCURRENT_STREAMS", "AttackTests.streamsOverTheLimitAreRefused"),
    Duty("timeout of 0", "BadRequestTests.timeoutOfZeroIsDeadlineExceeded"),
    Duty(
      "unknown service or method, malformed path, case",
      "BadRequestTests.unknownPathIsUnimplemented"),
    Duty(
      "unsupported grpc-encoding, and the list of those that are",
      "CompressionTests.unknownEncodingIsUnimplementedAndTheKnownOnesAreNamed"),
    Duty("te is absent: served", "BadRequestTests.missingTrailersHintIsServed"),
    Duty("te is something else", "ServerDutyTests.otherTransferHintIsReset"),
    Duty("the order of all these", "RequestHeadTests.faultsAreFoundInOrder"),
    Duty("who is no gRPC client", "ServerDutyTests.browserGetsAPage"),
  ]

  private static let messages = [
    Duty(
      "prefix and message cut anywhere", "ServerDutyTests.prefixMayBeCutAnywhere",
      "RequestStreamTests.framesMayBeCutAnywhere", "MessageDeframerTests.anyCutGivesTheSameMessages"
    ),
    Duty(
      "oversize, once the prefix is in", "BadRequestTests.lyingLengthIsResourceExhaustedAtOnce",
      "RequestStreamTests.lyingLengthIsResourceExhaustedAtOnce"),
    Duty("flag neither 0 nor 1", "BadRequestTests.unknownFlagIsInternal"),
    Duty(
      "flag 1 without an encoding", "CompressionTests.compressedFlagWithoutEncodingIsInternal"),
    Duty("corrupt compression", "CompressionTests.corruptMessageIsInternal"),
    Duty(
      "limit of what comes out, while it does", "CompressionTests.limitCountsWhatComesOut",
      "CompressionTests.bombIsResourceExhausted", "GzipCodecTests.bombTakesNoMoreMemoryThanTheLimit"
    ),
    Duty(
      "a response is compressed for who takes it, or plain",
      "CompressionTests.responseIsCompressedForWhoTakesIt",
      "CompressionTests.responseIsPlainForWhoTakesNoneAndByDefault"),
    Duty(
      "no message or two where there is one", "BadRequestTests.noMessageIsUnimplemented",
      "BadRequestTests.twoMessagesAreUnimplemented"),
    Duty("undecodable: INTERNAL", "BadRequestTests.bytesThatAreNoMessageAreInternal"),
    Duty(
      "half close, all three ways", "ServerDutyTests.halfCloseComesInThreeWays",
      "RequestStreamTests.headersWithEndStreamAreAnEmptyStream"),
    Duty(
      "request trailers are ignored", "BadRequestTests.requestTrailersAreIgnored",
      "RequestStreamTests.requestTrailersAreIgnored"),
    Duty(
      "back-pressure down to the window", "RequestFlowTests.slowHandlerStopsItsPeerAndNobodyElse",
      "RequestFlowTests.slowPeerSuspendsTheHandler"),
  ]

  private static let answers = [
    Duty("Trailers-Only is one block", "ServerDutyTests.trailersOnlyIsOneBlockWithItsFields"),
    Duty(
      "HEADERS wait for the first message",
      "BadRequestTests.failureBeforeTheFirstMessageIsTrailersOnly",
      "ServerMachineTests.headWaitsForTheFirstMessage"),
    Duty("status also if it is OK", "ServerDutyTests.statusIsThereAlsoIfItIsOK"),
    Duty(
      "decimal without leading zeros", "StatusFieldsTests.everyCodeIsWrittenWithoutLeadingZeros"),
    Duty(
      "grpc-message in percent encoding", "StatusMessageTests.textIsEncoded",
      "StatusMessageTests.specialMessageSurvives"),
    Duty(
      "grpc-timeout saturates", "DeadlineTests.timeoutBeyondTheClockSaturates",
      "BadRequestTests.timeoutBeyondAllClocksIsServed", "CallTimeoutTests.valuesAreRead"),
    Duty(
      "-bin padded and unpadded, joined, cut before decoding",
      "ServerDutyTests.binaryValuesArePaddedOrNotAndJoined",
      "MetadataTests.joinedBinaryValuesAreCutBeforeTheyAreDecoded",
      "MetadataTests.bytesGoAsUnpaddedBase64"),
    Duty(
      "names of metadata, and those that are reserved", "MetadataTests.namesAreJudged"),
    Duty("order within a key", "MetadataTests.valuesOfOneNameKeepTheirOrder"),
    Duty("any text in metadata", "BadRequestTests.textMetadataOfAnyBytesIsServed"),
    Duty("blanks around a value", "ServerDutyTests.blanksAroundAValueAreNoPartOfIt"),
    Duty(
      "early close with RST_STREAM (NO_ERROR)",
      "RequestFlowTests.earlyReturnAnswersAndStopsThePeer",
      "MemoryLinkTests.earlyClose"),
    Duty(
      "deadline: the handler is cancelled, the caller told",
      "UnaryCallTests.deadlineEndsTheCallOnBothSides", "ResponseStreamTests.deadlineEndsAStream",
      "RequestFlowTests.deadlineEndsAStreamThatWaitsForRequests"),
    Duty(
      "deadline of a peer that does not read: RST_STREAM (CANCEL)",
      "DeadlineTests.deadlineOfAPeerThatDoesNotReadIsAReset"),
    Duty(
      "a lost connection cancels", "RequestFlowTests.clientThatVanishesCancelsTheHandler",
      "BadInputTests.clientThatVanishes", "BadInputTests.clientThatFallsSilent"),
    Duty(
      "the peer's limit of header lists",
      "UnaryCallTests.longStatusIsCutToTheHeaderListOfThePeer",
      "StatusFieldsTests.statusFitsTheLimit"),
  ]

  private static let connections = [
    Duty(
      "drain: notice, a round trip, last identifier, end", "DrainTests.serverDrain",
      "DrainTests.overtakenRequest", "DrainTests.graceIsBounded",
      "RequestFlowTests.drainLetsAStreamEnd",
      "ConnectionTests.drainLetsRunningCallsFinish"),
    Duty(
      "max_idle", "ConnectionLifeTests.idleConnectionIsDrained",
      "ConnectionLifeTests.openStreamIsNotIdle", "ServerKeepaliveTests.idleConnectionIsReplaced"),
    Duty(
      "max_age, and its grace", "ConnectionLifeTests.oldConnectionIsDrained",
      "ConnectionLifeTests.ageHasAGrace", "ServerKeepaliveTests.oldConnectionLosesNoCall"),
    Duty("ages differ by a tenth", "ConnectionLifeTests.agesDiffer"),
    Duty("keepalive's defaults", "PingStrikesTests.defaultsAreThoseOfGRPC"),
    Duty(
      "too_many_pings at the third strike", "PingStrikesTests.strikes",
      "PingStrikesTests.tooManyPingsEndTheConnection"),
    Duty(
      "HEADERS and DATA forgive strikes", "PingStrikesTests.contentForgives",
      "PingStrikesTests.answersMakeRoomForPings"),
    Duty("a peer that does not answer is let go", "AttackTests.keepalive"),
    Duty("a GOAWAY for an error leaves before the end", "AttackTests.garbage"),
    Duty("HEADERS on identifiers that were passed", "AttackTests.headersOnPassedStreamsAreCounted"),
  ]

  private static let encryption = [
    Duty("ALPN is h2", "BadPeerTests.withoutALPN", "BadPeerTests.otherProtocol"),
    Duty("TLS 1.2 at least", "BadPeerTests.oldVersion"),
    Duty("AEAD and ephemeral keys", "BadPeerTests.weakCipher"),
    Duty("no renegotiation, no compression", "BadPeerTests.neitherRenegotiationNorCompression"),
    Duty(
      "rotating ticket keys, one ticket a handshake, no early data",
      "ResumptionTests.opensslResumes", "ResumptionTests.ticketsEndWithTheirKeys",
      "ResumptionTests.keysAreReplacedInTime"),
    Duty(
      "one URI, of the leaf, never the common name",
      "ListenerTests.clientCertificatesAreAskedForAsTheListenerSays"),
  ]
}
