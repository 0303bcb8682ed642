#!/bin/sh
# Builds the same unary service with gRPC Swift and with gRPC C++, and measures all in turns.
#
#   peers.sh BIN_FOLDER BUILD_FOLDER
#
# BIN_FOLDER holds lintasd (for the certificates) and CallBench; the peers are built in
# BUILD_FOLDER. Needs libgrpc++-dev, protobuf-compiler-grpc and h2load; LINTAS_PYTHON is a Python
# with grpcio.
set -eu
binaries=$(cd "$1" && pwd)
mkdir -p "$2"
build=$(cd "$2" && pwd)
calls=$(cd "$(dirname "$0")/Calls" && pwd)
python=${LINTAS_PYTHON:?"set LINTAS_PYTHON to a Python with grpcio; make setup makes one"}

mkdir -p "$build/cpp"
well_known=$(dirname "$(command -v protoc)")/../include
protoc --proto_path="$calls/Protos" --proto_path="$well_known" \
  --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" \
  --cpp_out="$build/cpp" --grpc_out="$build/cpp" bench/v1/calls.proto
# The flags are meant to be split into words.
# shellcheck disable=SC2046
c++ -std=c++17 -O2 -I "$build/cpp" -o "$build/grpc-server" "$calls/Peers/grpc-server.cc" \
  "$build"/cpp/bench/v1/*.cc $(pkg-config --cflags --libs grpc++ protobuf)
swift build -c release --package-path "$calls/Peers/GRPCSwift" --scratch-path "$build/grpc-swift"

folder=$(mktemp -d "${TMPDIR:-/tmp}/lintas-peers.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$binaries/lintasd" authority init --data "$folder/data" >/dev/null
"$python" "$(dirname "$0")/peers.py" --ours "$binaries/CallBench" \
  --grpc-swift "$build/grpc-swift/release/GRPCSwiftServer" --grpc-cpp "$build/grpc-server" \
  --data "$folder/data" --folder "$folder"
