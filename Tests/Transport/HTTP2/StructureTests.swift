import Testing

@testable import LintasTransport

/// Promise: the small structures under a connection keep what they are given.
struct StructureTests {
  /// Promise: a header list keeps literals and copies, also when it grows and is appended to
  /// another, and counts its size as RFC 9113 section 6.5.2 does.
  @Test func headerLists() {
    var list = HeaderList([("a", "1"), ("bb", "22")])
    #expect(list.count == 2 && list.listSize == 2 + 4 + 64)
    for index in 0..<100 { list.append("name-\(index)", String(repeating: "v", count: index)) }
    var other = HeaderList()
    other.append("first", "x")
    other.append(contentsOf: list)
    list.removeAll()
    list.append("overwritten", String(repeating: "z", count: 5000))
    var fields: [(String, String)] = []
    other.forEach {
      fields.append((String(decoding: $0, as: UTF8.self), String(decoding: $1, as: UTF8.self)))
    }
    #expect(fields.count == 103)
    #expect(fields[1] == ("a", "1") && fields[2] == ("bb", "22"))
    for index in 0..<100 {
      #expect(fields[index + 3].0 == "name-\(index)" && fields[index + 3].1.utf8.count == index)
    }
    #expect(list.count == 1)
  }

  /// Promise: bytes leave a queue in the order in which they came, whatever the sizes.
  @Test func byteQueue() {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    var state = seed
    func next(_ bound: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % bound)
    }
    var queue = ByteQueue()
    var written = 0
    var read = 0
    for _ in 0..<5000 {
      let bytes = (0..<next(3000)).map { UInt8(truncatingIfNeeded: written + $0) }
      bytes.withUnsafeBytes { queue.append($0) }
      written += bytes.count
      withUnsafeTemporaryAllocation(byteCount: 4000, alignment: 1) { target in
        guard let base = target.baseAddress else { return }
        let count = queue.move(to: base, limit: next(4000))
        for index in 0..<count where target[index] != UInt8(truncatingIfNeeded: read + index) {
          Issue.record("byte \(read + index) is wrong")
        }
        read += count
      }
      #expect(queue.count == written - read && queue.bytes.count == queue.count)
    }
  }

  /// Promise: a bucket lets its burst pass, then its rate, and no more.
  @Test func tokenBucket() {
    var now = MonotonicTime(nanoseconds: 5)
    var bucket = TokenBucket(burst: 10, rate: 2, now: now)
    func taken(of count: Int) -> Int {
      var taken = 0
      for _ in 0..<count where bucket.take(now: now) { taken += 1 }
      return taken
    }
    #expect(taken(of: 11) == 10)
    now = now + .milliseconds(499)
    #expect(taken(of: 1) == 0)
    now = now + .milliseconds(2)
    #expect(taken(of: 2) == 1)
    now = now + .seconds(1_000_000)
    #expect(taken(of: 100) == 10)
  }

  /// Promise: addresses are read and written as people write them.
  @Test func addresses() throws {
    let four = try #require(SocketAddress(literal: "192.0.2.7", port: 443))
    #expect(four.description == "192.0.2.7:443" && four.family == .v4)
    let six = try #require(SocketAddress(literal: "2001:db8::1", port: 80))
    #expect(six.description == "[2001:db8::1]:80" && six.family == .v6)
    #expect(SocketAddress(literal: "localhost", port: 1) == nil)
    #expect(four.with(port: 1) != four && six == SocketAddress(literal: "2001:DB8:0::1", port: 80))
  }
}
