/// Why a measurement is void, as a sentence.
struct CallBenchFailure: Error, CustomStringConvertible {
  let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
