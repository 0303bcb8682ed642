public import CProtobufC
internal import Glibc

/// The values that a contract defines for an enum, from protobuf-c's descriptor.
///
/// Safety: the data are constant for the life of the program.
@frozen public struct EnumNames: @unchecked Sendable {
  @usableFromInline let descriptor: UnsafePointer<ProtobufCEnumDescriptor>?

  /// Wraps what protobuf-c's generator wrote.
  @inlinable
  public init(_ descriptor: UnsafePointer<ProtobufCEnumDescriptor>) {
    self.descriptor = descriptor
  }

  /// The enum of the field at `index`; without values when the field is no enum.
  init(_ layout: Layout, _ index: Int) {
    let field = layout.pointee.descriptor.pointee.fields[index]
    descriptor =
      field.type == PROTOBUF_C_TYPE_ENUM
      ? field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self) : nil
  }

  /// The name of a number, or nil when the contract does not define it; of several names the first.
  public func name(of number: Int32) -> String? { cName(of: number).map { String(cString: $0) } }

  /// The name of a number as static data; of several the first of the contract.
  ///
  /// The numbers are sorted and cut into runs without a gap: the run is searched, the place inside
  /// it follows from the number.
  func cName(of number: Int32) -> UnsafePointer<CChar>? {
    guard let descriptor = descriptor?.pointee, let runs = descriptor.value_ranges else {
      return nil
    }
    var low = 0
    var high = Int(descriptor.n_value_ranges)
    // The last run that begins at or below the number; one more run marks the end.
    while low < high {
      let middle = (low &+ high) &>> 1
      if runs[middle].start_value <= number { low = middle &+ 1 } else { high = middle }
    }
    if low == 0 { return nil }
    let run = runs[low &- 1]
    let index = Int(run.orig_index) &+ Int(number) &- Int(run.start_value)
    return index < Int(runs[low].orig_index) ? descriptor.values[index].name : nil
  }

  /// The number of a name, aliases included; nil when the contract does not define it.
  public func number(of name: String) -> Int32? {
    var name = name
    return name.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a name, aliases included; nil when the contract does not define it.
  func number(of name: UnsafeRawBufferPointer) -> Int32? {
    guard let descriptor = descriptor?.pointee, let names = descriptor.values_by_name else {
      return nil
    }
    var low = 0
    var high = Int(descriptor.n_value_names)
    while low < high {
      let middle = (low &+ high) &>> 1
      guard let found = names[middle].name else { return nil }
      let order = CName.order(found, name)
      if order == 0 { return descriptor.values[Int(names[middle].index)].value }
      if order < 0 { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }
}
