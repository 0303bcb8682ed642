internal import Foundation

/// protoc-gen-c ended with an error of its own.
struct StructureGeneratorFailure: LocalizedError {
  /// The status that it exited with.
  var status: Int32

  /// The sentence for people.
  var errorDescription: String? { "it exited with status \(status)." }
}
