public import LintasProtobuf
internal import LintasStandard
internal import TestMessages

/// The message types that inputs are for. The corpus counts on their places: new ones go to the
/// end.
public enum TargetKinds {
  /// Every kind of field, personal data and rules, recursion, far numbers, and the messages whose
  /// JSON has a form of its own.
  public static let all: [any Message.Type] = [
    Sample.self, Numbers.self, Maps.self, Application.self, Sparse.self, Nothing.self,
    Unpacked.self, GoogleValue.self, GoogleAny.self, GoogleTimestamp.self, GoogleDuration.self,
    GoogleFieldMask.self, GoogleStruct.self, GoogleListValue.self, GoogleDoubleValue.self,
    GoogleFloatValue.self, GoogleInt64Value.self, GoogleUInt32Value.self, GoogleBoolValue.self,
    GoogleStringValue.self, GoogleBytesValue.self,
  ]

  /// The type that an input is for: its first byte is the place; an unknown place means the first.
  static func kind(_ input: UnsafeRawBufferPointer) -> any Message.Type {
    let place = Int(input.first ?? 0)
    return all[place < all.count ? place : 0]
  }

  /// What may stand in a `google.protobuf.Any`.
  static let types = [LintasStandardTypes.all, TestMessagesTypes.all]
}
