internal import LintasRPC

/// Where everything stands that a server's contracts declare: built once, then only read.
struct ReflectionIndex: Sendable {
  private struct File: Sendable {
    var bytes: [UInt8]
    var dependencies: [String]
  }

  /// The full names of the services, in order.
  let services: [String]
  private var files: [String: File] = [:]
  private var symbols: [String: String] = [:]
  private var extensions: [String: [Int32: String]] = [:]
  private var messages: Set<String> = []

  /// Reads the names in the files of these contracts; a file that several have is read once.
  init(_ contracts: [ServiceContract]) {
    services = Set(contracts.map(\.service.description)).sorted()
    for file in contracts.flatMap(\.files) {
      let path = file.path.description
      if files[path] == nil { add(DescribedFile(file.bytes), path) }
    }
  }

  private mutating func add(_ file: DescribedFile, _ path: String) {
    files[path] = File(bytes: file.bytes, dependencies: file.dependencies)
    for symbol in file.symbols { symbols[symbol] = path }
    messages.formUnion(file.messages)
    for one in file.extensions { extensions[one.extendee, default: [:]][one.number] = path }
  }

  /// Whether there is a file with this path.
  func hasFile(_ path: String) -> Bool { files[path] != nil }

  /// The path of the file that declares a symbol, by its full name.
  func path(declaring symbol: String) -> String? { symbols[symbol] }

  /// The path of the file that declares an extension.
  func path(extending message: String, at number: Int32) -> String? {
    extensions[message]?[number]
  }

  /// The numbers of the extensions of a message in rising order; `nil` if there is no such message.
  func extensionNumbers(of message: String) -> [Int32]? {
    if let numbers = extensions[message]?.keys { return numbers.sorted() }
    return messages.contains(message) ? [] : nil
  }

  /// A file, and behind it those that it imports, directly or not, each once and only if it is not
  /// among `sent`, to which they are added. The file itself comes always.
  func files(from path: String, sent: inout Set<String>) -> [[UInt8]] {
    guard let first = files[path] else { return [] }
    sent.insert(path)
    var found = [first.bytes]
    var waiting = first.dependencies
    while let next = waiting.popLast() {
      guard sent.insert(next).inserted, let file = files[next] else { continue }
      found.append(file.bytes)
      waiting += file.dependencies
    }
    return found
  }
}
