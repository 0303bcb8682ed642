/// A .proto file: FileDescriptorProto of descriptor.proto, as far as a contract uses it.
struct FileDescriptor: Equatable, Sendable {
  /// The path from the root of the contracts, such as "lintas/v1/values.proto".
  var name: String
  /// The package, such as "lintas.v1"; empty if the file names none.
  var package = ""
  /// The paths of the imported files.
  var dependencies: [String] = []
  /// The messages at the top of the file.
  var messages: [MessageDescriptor] = []
  /// The enums at the top of the file.
  var enums: [EnumDescriptor] = []
  /// The services.
  var services: [ServiceDescriptor] = []
  /// The extensions at the top of the file and in its messages, which define options.
  var extensions: [FieldDescriptor] = []
  /// "proto3", "editions", or empty, which means proto2.
  var syntax = ""
  /// Options that descriptor.proto does not name, as they stand on the wire.
  var customOptions: [UInt8] = []
  /// Where the statement of the syntax stands; the start of the file if there is none.
  var head = SourcePlace()

  /// Every message of the file, each before those nested in it.
  var allMessages: [MessageDescriptor] { messages.flatMap(\.withNested) }

  /// Every enum of the file, those at the top first.
  var allEnums: [EnumDescriptor] { enums + allMessages.flatMap(\.enums) }
}
