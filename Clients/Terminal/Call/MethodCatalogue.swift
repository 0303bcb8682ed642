internal import LintasClient
internal import LintasRPC

/// The services that were built in, and how their methods are named on a command line.
struct MethodCatalogue {
  /// The services.
  let services: [ServiceListing]

  /// The methods of these services; by default of all that the client library knows.
  init(_ services: [ServiceListing] = LintasClient.services) {
    self.services = services
  }

  /// The method of a name: `SERVICE/METHOD`, with or without the service's package.
  ///
  /// - Throws: `UnknownMethod`, with the names that are meant perhaps.
  func method(_ name: String) throws(UnknownMethod) -> MethodListing {
    // As it stands in `:path`, it begins with a slash.
    let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
    let found = services.flatMap { service in
      service.methods.filter { Self.names($0).contains(name) }
    }
    guard found.count == 1 else {
      let close = found.isEmpty ? closest(to: name) : found.map { Self.fullName($0) }
      throw UnknownMethod(name: name, isAmbiguous: !found.isEmpty, closest: close)
    }
    return found[0]
  }

  /// Services and methods with a sentence each, for people.
  ///
  /// - Parameter service: one service, with or without its package; nil lists all.
  /// - Returns: nil if there is no such service.
  func list(_ service: String? = nil) -> String? {
    let wanted = services.filter {
      service == nil || service == "\($0.name)" || service == Self.shortName($0.name)
    }
    return wanted.isEmpty ? nil : wanted.map(Self.text).joined(separator: "\n\n")
  }

  private static func text(_ service: ServiceListing) -> String {
    let width = service.methods.map { $0.method.summary.method.utf8CodeUnitCount }.max() ?? 0
    let lines = service.methods.map { listing in
      let name = "\(listing.method.summary.method)"
      let space = String(repeating: " ", count: width - name.utf8.count)
      return "  \(name)\(space)  \(mark(listing.method.summary))\(listing.comment)"
    }
    return (["\(service.name)  \(service.comment)"] + lines).joined(separator: "\n")
  }

  /// What a caller has to expect beside one answer.
  private static func mark(_ method: MethodSummary) -> String {
    switch method.kind {
    case .unary: ""
    case .serverStream: "[stream] "
    case .clientStream, .bidirectional: "[takes a stream] "
    }
  }
}

extension MethodCatalogue {
  /// The names that a method is found by, the short one first.
  private static func names(_ listing: MethodListing) -> [String] {
    ["\(shortName(listing.method.summary.service))/\(listing.method.summary.method)"]
      + [fullName(listing)]
  }

  private static func fullName(_ listing: MethodListing) -> String {
    "\(listing.method.summary.service)/\(listing.method.summary.method)"
  }

  private static func shortName(_ service: StaticString) -> String {
    "\(service)".split(separator: ".").last.map(String.init) ?? ""
  }

  /// Up to three methods whose names, or whose names without the service, differ least from a name:
  /// by a quarter of the letters at most.
  private func closest(to name: String) -> [String] {
    let last = name.split(separator: "/").last.map(String.init) ?? ""
    var found: [(distance: Int, name: String)] = []
    for listing in services.flatMap(\.methods) {
      var distances = Self.names(listing).map { (EditDistance.between($0, name), $0.count) }
      let method = "\(listing.method.summary.method)"
      // Behind those of the right service.
      distances.append((EditDistance.between(method, last) + 1, method.count))
      let close = distances.filter { $0.0 <= max(1, $0.1 / 4) }.map(\.0).min()
      if let close { found.append((close, Self.names(listing)[0])) }
    }
    return found.sorted { $0 < $1 }.prefix(3).map(\.name)
  }
}
