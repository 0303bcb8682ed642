internal import CThreadSanitizer

/// The task that runs, after another thread has resumed it.
///
/// The Swift runtime tells the thread sanitizer of every resume, and of every task that is taken up
/// from a queue. It forgets the case between the two: a continuation that is resumed while its task
/// is about to wait for it, which then goes on where it stands (seen with Swift 6.3.1 and 20 lines
/// that share nothing else). The sanitizer then takes the task's next use of its own stack for a
/// race with the thread that resumed it. This says what the runtime left out, and no more: the
/// resume is always before what follows it.
enum ResumedTask {
  /// To be called by the task when it goes on. Does nothing but under the thread sanitizer.
  static func acquire() {
    guard lintas_tsan_is_on() != 0 else { return }
    withUnsafeCurrentTask { task in
      guard let task else { return }
      // Safety: the value is the pointer of the running task, which the runtime released to the
      // sanitizer when it resumed it; only the address is used.
      lintas_tsan_acquire(unsafe unsafeBitCast(task, to: UnsafeMutableRawPointer.self))
    }
  }
}
