internal import Foundation
internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: our codec accepts and refuses what Python's protobuf accepts and refuses, and reads the
/// same content. LINTAS_PYTHON names an interpreter with `grpcio-tools`.
@Suite struct PythonTests {
  static let python = ProcessInfo.processInfo.environment["LINTAS_PYTHON"]
  #if DEBUG
  static let cases = 20_000
  #else
  static let cases = 300_000
  #endif

  private struct Case {
    let name: String
    let input: [UInt8]
    /// What we wrote after reading the input; nil when we refused it.
    let ours: [UInt8]?
  }

  @Test(.enabled(if: python != nil), .timeLimit(.minutes(10)))
  func codecAgreesWithPython() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("differential fuzz: seed \(seed), \(Self.cases) inputs")
    var random = SplitMix(seed: seed)
    let seeds = Self.seeds(&random)
    var cases: [Case] = []
    for _ in 0..<Self.cases {
      let (name, bytes, ours) = seeds[random.pick(seeds.count)]
      let other = seeds[random.pick(seeds.count)].bytes
      let input =
        random.pick(20) == 0
        ? bytes : Mutation.apply(to: bytes, other: other, using: &random)
      cases.append(Case(name: name, input: input, ours: ours(input)))
    }
    let verdicts = try judge(cases)
    try #require(verdicts.count == cases.count)
    var accepted = 0
    for (verdict, item) in zip(verdicts, cases) {
      accepted += Int(verdict & 1)
      let expected: UInt8 = item.ours == nil ? 0 : 3
      let description = "\(item.name): Python \(verdict), ours \(expected), \(item.input)"
      try #require(verdict == expected, "seed \(seed), \(description)")
    }
    print("differential fuzz: \(accepted) of \(cases.count) accepted by both")
    #expect(accepted > cases.count / 50)
  }

  private typealias Seed = (name: String, bytes: [UInt8], ours: ([UInt8]) -> [UInt8]?)

  private static func seeds(_ random: inout SplitMix) -> [Seed] {
    var seeds: [Seed] = []
    for _ in 0..<20 {
      var twin = Twin()
      for _ in 0..<60 {
        let edit = SampleEdits.all[random.pick(SampleEdits.all.count)]
        edit(&twin, Material(&random), twin, &random)
        if twin.model.depth > 2 { twin = Twin() }
      }
      seeds.append(seed(twin.sample))
    }
    seeds += [seed(fullSample()), seed(PartsTests.application()), seed(Nothing())]
    let maps = Maps.with {
      $0.ages = ["a": 1, "b": 2]
      $0.names = [1: "x", -1: "y"]
      $0.blobs = [7: [1]]
      $0.odds = [true: 0.5]
      $0.states = [-3: .received]
      $0.marks = [9: true]
      $0.steps["a", default: Step()].at.seconds = 5
      $0.steps["b"] = Step()
      $0.maps[7, default: Maps()].names = [2: "z"]
    }
    let unpacked = Unpacked.with {
      $0.int32s = [1, -1, 0]
      $0.doubles = [0.5, 0]
      $0.states = [.approved, .unspecified]
    }
    let numbers = Numbers.with {
      $0.sint64 = -5
      $0.fixed32s = [1, 2]
      $0.floats = [1.5]
      $0.maybeState = .refused
      $0.uint64s = [0, UInt64.max]
    }
    let sparse = Sparse.with {
      $0.threeBytes = "x"
      $0.largest.seconds = 4
    }
    return seeds + [seed(maps), seed(unpacked), seed(numbers), seed(sparse)]
  }

  private static func seed<Kind: Message>(_ message: Kind) -> Seed {
    (Kind.messageName, message.encoded(), { bytes in (try? Kind(decoding: bytes))?.encoded() })
  }

  private func judge(_ cases: [Case]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = folder.appendingPathComponent("inputs")
    let verdicts = folder.appendingPathComponent("verdicts")
    var data = Data()
    for item in cases {
      data.append(UInt8(item.name.utf8.count))
      data.append(contentsOf: item.name.utf8)
      for bytes in [item.input, item.ours ?? []] {
        withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: bytes)
      }
    }
    try data.write(to: inputs)
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let proto = here.appendingPathComponent("../../Proto").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [
      here.appendingPathComponent("Oracle/oracle.py").path, inputs.path, verdicts.path, proto,
      here.appendingPathComponent("Protos").path, "lintas/test/v1/sample.proto",
      "lintas/test/v1/person.proto",
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return [UInt8](try Data(contentsOf: verdicts))
  }
}
