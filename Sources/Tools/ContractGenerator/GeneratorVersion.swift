/// The version of the generator, and of the runtime that its code needs.
public enum GeneratorVersion {
  /// The version that `--version` prints.
  public static let name = "1.2.0"

  /// The shape of generated messages and tables. Generated code names the runtime's declarations of
  /// this number, so code and runtime that do not fit do not compile together.
  static let messages = 2

  /// The shape of generated interfaces and client stubs.
  static let interfaces = 1

  /// The shape of generated doubles.
  static let doubles = 1
}
