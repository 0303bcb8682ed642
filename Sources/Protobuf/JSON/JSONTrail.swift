/// The way from a message to the value where a fault was found, noted step by step while the fault
/// passes outward.
struct JSONTrail {
  private enum Step {
    case field(UnsafePointer<CChar>)
    case element(Int)
  }

  /// The innermost step first.
  private var steps: [Step] = []

  /// The fault lies in this field; the name is static data.
  mutating func add(field name: UnsafePointer<CChar>) { steps.append(.field(name)) }

  /// The fault lies in this element of a list or entry of a map. A key would be clearer than a
  /// place, but may be personal.
  mutating func add(element index: Int) { steps.append(.element(index)) }

  /// The path, such as `history[2].at`.
  var text: String {
    var text = ""
    for step in steps.reversed() {
      switch step {
      case .field(let name): text += (text.isEmpty ? "" : ".") + String(cString: name)
      case .element(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
