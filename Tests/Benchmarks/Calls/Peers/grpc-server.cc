// `grpc-server CERTIFICATE KEY`: the method `bench.v1.Calls/Nothing` by gRPC C++'s callback
// interface, on a free port of the loopback. Prints its address.
#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "bench/v1/calls.grpc.pb.h"

namespace {

class Calls final : public bench::v1::Calls::CallbackService {
  grpc::ServerUnaryReactor* Nothing(grpc::CallbackServerContext* context,
                                    const google::protobuf::Empty*,
                                    google::protobuf::Empty*) override {
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

std::string contents(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::cerr << "usage: grpc-server CERTIFICATE KEY\n";
    return 2;
  }
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({contents(words[2]), contents(words[1])});
  Calls calls;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port);
  builder.RegisterService(&calls);
  auto server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return 1;
  std::cout << "127.0.0.1:" << port << std::endl;
  server->Wait();
  return 0;
}
