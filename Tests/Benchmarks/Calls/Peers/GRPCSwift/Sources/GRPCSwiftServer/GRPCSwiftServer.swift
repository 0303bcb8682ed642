import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GRPCProtobuf
import Glibc
import SwiftProtobuf

/// `GRPCSwiftServer CERTIFICATE KEY`: the method `bench.v1.Calls/Nothing` by gRPC Swift, on a free
/// port of the loopback. Prints its address.
@main
struct GRPCSwiftServer {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3 else {
      print("usage: GRPCSwiftServer CERTIFICATE KEY")
      exit(2)
    }
    var router = RPCRouter<HTTP2ServerTransport.Posix>()
    router.registerHandler(
      forMethod: MethodDescriptor(fullyQualifiedService: "bench.v1.Calls", method: "Nothing"),
      deserializer: ProtobufDeserializer<Google_Protobuf_Empty>(),
      serializer: ProtobufSerializer<Google_Protobuf_Empty>()
    ) { request, _ in
      _ = try await ServerRequest(stream: request)
      return StreamingServerResponse(single: ServerResponse(message: Google_Protobuf_Empty()))
    }
    let transport = HTTP2ServerTransport.Posix(
      address: .ipv4(host: "127.0.0.1", port: 0),
      transportSecurity: .tls(
        certificateChain: [.file(path: words[1], format: .pem)],
        privateKey: .file(path: words[2], format: .pem)))
    let server = GRPCServer(transport: transport, router: router)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      if let address = try await transport.listeningAddress.ipv4 {
        print("\(address.host):\(address.port)")
        fflush(nil)
      }
      try await group.waitForAll()
    }
  }
}
