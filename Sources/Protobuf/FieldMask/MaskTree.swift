internal import CProtobufC

/// The paths of a mask as a tree over a message's fields. A path includes all that lies below it,
/// so longer paths that begin with another one of the mask add nothing.
struct MaskTree {
  /// Steps that a path may have, as many as levels that a message may have.
  static let deepest = 100

  /// A field with everything below it, or with what lies below it in the mask.
  private struct Node {
    var children: [(field: Int, node: Int)] = []
    var isWhole = false
  }

  /// The message itself comes first.
  private var nodes = [Node()]

  /// The tree of `paths`, with names as in the contract and stops between them.
  init(_ paths: some Sequence<String>, _ layout: Layout) throws(FieldMaskError) {
    for (index, path) in paths.enumerated() {
      add(try Self.fields(of: path, at: index, layout))
    }
  }

  /// Whether there is no path.
  var isEmpty: Bool { nodes[0].children.isEmpty }

  /// The fields that a node leads to, and their nodes.
  func children(of node: Int) -> [(field: Int, node: Int)] { nodes[node].children }

  /// Whether a node includes all that lies below it.
  func isWhole(_ node: Int) -> Bool { nodes[node].isWhole }

  /// The root, for the message itself.
  static let root = 0

  private mutating func add(_ fields: [Int]) {
    var node = Self.root
    for field in fields {
      if let child = nodes[node].children.first(where: { $0.field == field }) {
        if nodes[child.node].isWhole { return }
        node = child.node
      } else {
        nodes.append(Node())
        nodes[node].children.append((field, nodes.count - 1))
        node = nodes.count - 1
      }
    }
    nodes[node] = Node(isWhole: true)
  }

  /// The places of the fields that a path names, one step after the other; the path is the one at
  /// `index` of a list.
  static func fields(
    of path: String, at index: Int = 0, _ layout: Layout
  ) throws(FieldMaskError) -> [Int] {
    var layout: Layout? = layout
    var fields: [Int] = []
    let steps = path.utf8.split(
      separator: UInt8(ascii: "."), maxSplits: deepest, omittingEmptySubsequences: false)
    for step in steps {
      guard let table = layout else { throw FieldMaskError(reason: .notMessage, index: index) }
      guard fields.count < deepest else { throw FieldMaskError(reason: .tooDeep, index: index) }
      guard let place = table.index(named: Array(step)) else {
        throw FieldMaskError(reason: .noField, index: index)
      }
      let field = table.fields + place
      fields.append(place)
      layout = field.isRepeated ? nil : field.pointee.child
    }
    return fields
  }
}
