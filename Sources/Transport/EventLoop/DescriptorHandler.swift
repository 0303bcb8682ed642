/// An object that waits for a descriptor. The loop calls it on its own thread.
protocol DescriptorHandler: LoopStopHandler {
  /// The descriptor is ready: a set of LINTAS_EPOLL_… bits.
  func descriptorReady(_ events: UInt32)
}
