/// Doubles that version 1 of the generator wrote fit this runtime.
///
/// Each generated file names this type, so that files and a runtime that do not belong together
/// do not compile.
public enum GeneratedDoubles_1 {}
