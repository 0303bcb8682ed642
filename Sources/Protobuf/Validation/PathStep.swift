internal import CProtobufC

/// One step of the way from a message to a value in it: the field, and which of its elements. It is
/// made for every value that is looked at and becomes text only for a violation.
struct PathStep {
  /// Which element of the field.
  enum Place {
    /// The field has one value.
    case only
    /// An element of a list, counted from 0.
    case element(Int)
    /// An entry of a map, by its key.
    case entry(UnsafeMutableRawPointer, Layout)
  }

  let field: FieldLayout
  var place = Place.only

  /// The step in a path, such as `papers[2]`.
  var text: String {
    let name = String(cString: field.pointee.name)
    return switch place {
    case .only: name
    case .element(let index): "\(name)[\(index)]"
    case .entry(let entry, let layout): "\(name)[\(TreeText.key(entry, layout.fields))]"
    }
  }
}
