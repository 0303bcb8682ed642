import LintasOffice
import LintasServer
import LintasStore
import Testing

/// Promise: the log says what kind of error it was, and nothing of what it holds.
@Suite struct FailureTextTests {
  private struct Odd: Error, CustomStringConvertible {
    let description = "1808045509950001"
  }

  @Test func tellsKindsAndNoContent() {
    #expect(FailureText.text(of: StoreError.tooManyReaders).contains("Raise the number of readers"))
    #expect(
      FailureText.text(of: RegistryError.damaged([22, 65, 66]))
        == "RegistryError: a record of table 22 is damaged")
    #expect(FailureText.text(of: Odd()) == "Odd")
  }
}
