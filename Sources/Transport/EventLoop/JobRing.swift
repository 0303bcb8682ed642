/// The jobs that wait for their turn on a loop: a ring whose capacity is a power of two, so that a
/// place is found with one mask. It belongs to the loop's thread; nothing locks it.
///
/// `head` and `tail` count for ever and wrap; their distance is the number of jobs.
struct JobRing: ~Copyable {
  private var storage: UnsafeMutablePointer<UnownedJob>
  private var mask: UInt
  private var head: UInt = 0
  private var tail: UInt = 0

  /// An empty ring with room for 256 jobs before it grows.
  init() {
    mask = 255
    storage = .allocate(capacity: 256)
  }

  deinit {
    storage.deallocate()
  }

  var isEmpty: Bool { head == tail }

  /// Jobs in the ring.
  var count: Int { Int(tail &- head) }

  /// Appends a job; doubles the ring when it is full.
  @inline(__always)
  mutating func push(_ job: UnownedJob) {
    if tail &- head > mask { grow() }
    (storage + Int(tail & mask)).initialize(to: job)
    tail &+= 1
  }

  /// Removes the oldest job. The ring must not be empty.
  @inline(__always)
  mutating func pop() -> UnownedJob {
    let job = (storage + Int(head & mask)).move()
    head &+= 1
    return job
  }

  @inline(never)
  private mutating func grow() {
    let count = Int(tail &- head)
    let capacity = (Int(mask) + 1) * 2
    let larger = UnsafeMutablePointer<UnownedJob>.allocate(capacity: capacity)
    for index in 0..<count {
      (larger + index).initialize(to: storage[Int((head &+ UInt(index)) & mask)])
    }
    storage.deallocate()
    storage = larger
    mask = UInt(capacity - 1)
    head = 0
    tail = UInt(count)
  }
}
