/// The names in a FileDescriptorProto: all that reflection needs to find it by.
///
/// The numbers of fields are those of descriptor.proto, which never change.
struct DescribedFile {
  /// An extension: a field that this file adds to another message.
  struct Extension {
    /// The full name of the message that is extended.
    var extendee: String
    /// The number of the field.
    var number: Int32
  }

  /// The file in wire format.
  let bytes: [UInt8]
  /// The paths of the files that it imports.
  private(set) var dependencies: [String] = []
  /// The full names of all that it declares.
  private(set) var symbols: [String] = []
  /// The full names of its messages, which are symbols too.
  private(set) var messages: [String] = []
  /// Its extensions.
  private(set) var extensions: [Extension] = []

  /// Reads the names of a file.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var package = ""
    for (number, value) in DescriptorFields(bytes[...]) {
      guard case .bytes(let field) = value else { continue }
      if number == 2 { package = String(decoding: field, as: UTF8.self) }
      if number == 3 { dependencies.append(String(decoding: field, as: UTF8.self)) }
    }
    for (number, value) in DescriptorFields(bytes[...]) {
      guard case .bytes(let field) = value else { continue }
      switch number {
      case 4: message(field, in: package)
      case 5: enumeration(field, in: package)
      case 6: group(field, in: package, members: [2])
      case 7: addition(field, in: package)
      default: break
      }
    }
  }

  private mutating func message(_ descriptor: ArraySlice<UInt8>, in scope: String) {
    // Fields (2) and oneofs (8) are members that have no members of their own.
    let name = group(descriptor, in: scope, members: [2, 8])
    messages.append(name)
    for (number, value) in DescriptorFields(descriptor) {
      guard case .bytes(let field) = value else { continue }
      switch number {
      case 3: message(field, in: name)
      case 4: enumeration(field, in: name)
      case 6: addition(field, in: name)
      default: break
      }
    }
  }

  /// The values of an enum are named beside it and not in it, as in C.
  private mutating func enumeration(_ descriptor: ArraySlice<UInt8>, in scope: String) {
    symbols.append(Self.join(scope, Self.name(of: descriptor)))
    for (number, value) in DescriptorFields(descriptor) {
      guard number == 2, case .bytes(let field) = value else { continue }
      symbols.append(Self.join(scope, Self.name(of: field)))
    }
  }

  /// Something with a name that holds others.
  @discardableResult
  private mutating func group(
    _ descriptor: ArraySlice<UInt8>, in scope: String, members: Set<UInt64>
  ) -> String {
    let name = Self.join(scope, Self.name(of: descriptor))
    symbols.append(name)
    for (number, value) in DescriptorFields(descriptor) where members.contains(number) {
      guard case .bytes(let field) = value else { continue }
      symbols.append(Self.join(name, Self.name(of: field)))
    }
    return name
  }

  private mutating func addition(_ descriptor: ArraySlice<UInt8>, in scope: String) {
    symbols.append(Self.join(scope, Self.name(of: descriptor)))
    var found = Extension(extendee: "", number: 0)
    for (number, value) in DescriptorFields(descriptor) {
      switch (number, value) {
      case (2, .bytes(let name)):
        // The compiler writes full names with a dot in front.
        found.extendee = String(decoding: name.drop { $0 == UInt8(ascii: ".") }, as: UTF8.self)
      case (3, .number(let bits)): found.number = Int32(truncatingIfNeeded: bits)
      default: break
      }
    }
    extensions.append(found)
  }

  /// Field 1 of every descriptor is its name.
  private static func name(of descriptor: ArraySlice<UInt8>) -> String {
    for (number, value) in DescriptorFields(descriptor) where number == 1 {
      if case .bytes(let name) = value { return String(decoding: name, as: UTF8.self) }
    }
    return ""
  }

  private static func join(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : "\(scope).\(name)"
  }
}
