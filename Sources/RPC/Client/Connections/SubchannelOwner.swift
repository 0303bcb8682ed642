/// Who keeps a subchannel and is told what becomes of it. On the loop.
protocol SubchannelOwner: AnyObject {
  /// It has a connection, or has one no longer, or could not get one.
  func subchannelChanged(_ subchannel: Subchannel)

  /// There is room for another call.
  func subchannelHasRoom(_ subchannel: Subchannel)
}
