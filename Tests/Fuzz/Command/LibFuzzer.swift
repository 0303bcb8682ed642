#if LIBFUZZER
internal import Foundation
internal import FuzzTargets

/// libFuzzer as a library: it calls the target until it is told to stop or the target fails.
enum LibFuzzer {
  private typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

  /// Declared in LLVM's FuzzerInterface.h.
  @_silgen_name("LLVMFuzzerRunDriver")
  private static func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: Callback
  ) -> Int32

  /// Runs until libFuzzer is done, and returns its exit code. A target that fails ends the program
  /// at once.
  static func run(_ target: FuzzTarget, _ words: [String]) -> Int32 {
    var count = Int32(words.count)
    var list = cStrings(words)
    return runDriver(&count, &list, callback(target))
  }

  /// A callback captures nothing, so there is one for each target.
  private static func callback(_ target: FuzzTarget) -> Callback {
    switch target {
    case .messages: { LibFuzzer.run(.messages, $0, $1) }
    case .json: { LibFuzzer.run(.json, $0, $1) }
    }
  }

  private static func run(
    _ target: FuzzTarget, _ bytes: UnsafePointer<UInt8>?, _ length: Int
  ) -> Int32 {
    target.run(UnsafeRawBufferPointer(start: bytes, count: length))
    return 0
  }

  /// A list that ends with NULL, as C programs get theirs; never freed.
  private static func cStrings(
    _ words: [String]
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let list = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: words.count + 1)
    _ = list.initialize(from: words.map { strdup($0) } + [nil])
    return list.baseAddress.unsafelyUnwrapped
  }
}
#endif
