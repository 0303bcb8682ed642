/// An object that waits for a descriptor. The loop calls it on its own thread.
protocol DescriptorHandler: AnyObject {
  /// The descriptor is ready: a set of LINTAS_EPOLL_… bits.
  func descriptorReady(_ events: UInt32)

  /// The loop is about to end: close, and unregister the descriptor.
  func loopStops()
}
