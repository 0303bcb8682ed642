internal import Glibc
internal import Synchronization

/// The folder on disk, held by one process.
///
/// ```
/// folder/              mode 0700
///   owner.lock         held with flock(2) as long as the store is open
///   records/           LMDB's environment
///     data.mdb         mode 0600
///     lock.mdb         mode 0600: LMDB's table of readers
/// ```
///
/// LMDB must not be open twice in one process, and this store counts the feed and wakes subscribers
/// in one process only. Both follow from one lock: flock belongs to the open file, so a second
/// attempt fails from the same process too, and the kernel drops it when a process dies.
final class DataFolder: Sendable {
  /// The folder of LMDB's files.
  let records: String
  private let path: String
  private let lock: Atomic<Int32>

  /// Makes the folders if they are missing, checks their modes and takes the lock.
  init(_ path: String) throws(StoreError) {
    self.path = path
    records = path + "/records"
    try Self.prepare(path)
    lock = Atomic(try Self.take(path))
    do throws(StoreError) {
      try Self.prepare(records)
    } catch {
      release()
      throw error
    }
  }

  deinit { release() }

  /// Gives the folder free for another store. Does nothing the second time.
  func release() {
    let descriptor = lock.exchange(-1, ordering: .acquiringAndReleasing)
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Writes the directories' entries to disk, so that new files survive a power failure. LMDB
  /// syncs the content of its files, not their names.
  func syncNames() throws(StoreError) {
    for folder in [records, path, path + "/.."] {
      let descriptor = try Self.call(folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      defer { Glibc.close(descriptor) }
      _ = try Self.call(folder) { fsync(descriptor) }
    }
  }

  /// Whether the file system says that it has no room. LMDB writes a commit in pieces of at most
  /// 256 KiB, so a short write means that less than that was free; a megabyte leaves a margin.
  var isFull: Bool {
    var state = statvfs()
    guard statvfs(records, &state) == 0 else { return false }
    return UInt64(state.f_bavail) &* UInt64(state.f_frsize) < 1 << 20
  }

  private static func prepare(_ path: String) throws(StoreError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw .folderUnusable(path: path, errno: errno)
    }
    var state = stat()
    _ = try call(path) { stat(path, &state) }
    guard state.st_mode & S_IFMT == S_IFDIR else {
      throw .folderUnusable(path: path, errno: ENOTDIR)
    }
    guard state.st_mode & 0o077 == 0 else {
      throw .folderTooOpen(path: path, mode: state.st_mode & 0o777)
    }
  }

  /// Takes the lock, and waits up to two seconds for a holder that is just going: a server that is
  /// being replaced, or a child of this process between fork and exec, which for that moment holds
  /// whatever files its parent has open.
  private static func take(_ path: String) throws(StoreError) -> Int32 {
    let file = path + "/owner.lock"
    let descriptor = try call(file) { open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    do throws(SystemCall.Errno) {
      try lock(descriptor, attempts: 100)
    } catch {
      Glibc.close(descriptor)
      if error.value == EWOULDBLOCK { throw .alreadyOpen(path: path) }
      throw .folderUnusable(path: file, errno: error.value)
    }
    return descriptor
  }

  private static func lock(
    _ descriptor: Int32, attempts: Int
  ) throws(SystemCall.Errno) {
    for attempt in 1...attempts {
      do throws(SystemCall.Errno) {
        _ = try SystemCall.retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
        return
      } catch {
        guard error.value == EWOULDBLOCK, attempt < attempts else { throw error }
        usleep(20_000)
      }
    }
  }

  private static func call(_ path: String, _ call: () -> Int32) throws(StoreError) -> Int32 {
    do throws(SystemCall.Errno) {
      return try SystemCall.retrying(call)
    } catch {
      throw .folderUnusable(path: path, errno: error.value)
    }
  }
}
