#!/bin/sh
# Generates Sources/Contracts, the interfaces of the standard services, the client stubs and their
# doubles from Proto/; what the tests of the runtime and of interoperability and the benchmarks live
# on, and the example of another package, from their own folders.
#
#   generate-contracts.sh PLUGIN OUTPUT
#
# PLUGIN is the path of a built protoc-gen-lintas, OUTPUT the root of the tree to write into: the
# root of the repository, or a temporary folder to compare with it. Folders that hold generated code
# hold nothing else. Needs protoc and protoc-gen-c on the PATH.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: generate-contracts.sh PLUGIN OUTPUT" >&2
  exit 2
fi
plugin=$(realpath "$1")
mkdir -p "$2"
output=$(realpath "$2")
cd "$(dirname "$0")/../../Proto"

# protoc brings the well-known types along, beside its own folder.
well_known=$(dirname "$(command -v protoc)")/../include
modules=module=google:LintasStandard:CStandard
modules=$modules,module=grpc:LintasStandard:CStandard
modules=$modules,module=lintas.v1:LintasMessages:CMessages
modules=$modules,module=lintas.store.v1:LintasRecords:CRecords
modules=$modules,module=lintas.test.v1:TestMessages:CTestMessages
modules=$modules,module=lintas.bench.v1:BenchContracts:CBenchContracts
modules=$modules,module=bench.v1:BenchCalls:CBenchCalls
modules=$modules,module=grpc.testing:InteropMessages:CInteropMessages
modules=$modules,module=xds:InteropMessages:CInteropMessages
common=$modules,prefix=google:Google,policed=lintas,inline=grpc.health.v1.Health.Check
common=$common,inline=bench.v1.Calls.Nothing
common=$common,inline=grpc.health.v1.Health.List
# What these call Channel or ErrorResponse is not what a program means by it.
common=$common,prefix=grpc.channelz:Channelz,prefix=grpc.reflection:Reflection

services="grpc/channelz/v1/channelz.proto grpc/health/v1/health.proto
  grpc/reflection/v1/reflection.proto"
standard="google/protobuf/any.proto google/protobuf/duration.proto google/protobuf/empty.proto
  google/protobuf/field_mask.proto google/protobuf/struct.proto google/protobuf/timestamp.proto
  google/protobuf/wrappers.proto google/rpc/code.proto google/rpc/error_details.proto
  google/rpc/status.proto $services"
messages=$(find lintas/v1 -name '*.proto' | LC_ALL=C sort)
records=$(find lintas/store/v1 -name '*.proto' | LC_ALL=C sort)

bench=Tests/Benchmarks/Messages
calls=Tests/Benchmarks/Calls
test_protos=../Tests/Protobuf/Protos
tests=$(cd $test_protos && find lintas/test/v1 -name '*.proto' | LC_ALL=C sort)
interop=Tests/Interop
interop_protos=$(cd ../$interop/Protos && find grpc xds -name '*.proto' | LC_ALL=C sort)
interop_services="grpc/testing/test.proto xds/service/orca/v3/orca.proto"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# exchange FOLDER: puts what was generated in its place. The folder is exchanged as a whole, and
# only if something changed: a refused contract leaves it as it is, and nothing is built in vain.
exchange() {
  if diff --recursive --brief "$output/$1" "$scratch/new" >/dev/null 2>&1; then
    rm -r "$scratch/new"
  else
    rm -rf "${output:?}/$1"
    mkdir -p "$(dirname "$output/$1")"
    mv "$scratch/new" "$output/$1"
  fi
}

# generate FOLDER PARAMETERS FILES: one run of protoc.
generate() {
  folder=$1
  parameters=$2,$common
  shift 2
  mkdir "$scratch/new"
  protoc --proto_path=. --proto_path=$test_protos --proto_path=../$bench/Protos \
    --proto_path=../$calls/Protos --proto_path=../$interop/Protos --proto_path="$well_known" \
    --plugin=protoc-gen-lintas="$plugin" \
    --lintas_out="$scratch/new" --lintas_opt="$parameters" "$@"
  exchange "$folder"
}

# The lists of files are meant to be split into words.
# shellcheck disable=SC2086
{
  generate Sources/Contracts/CStandard emit=structures $standard
  generate Sources/Contracts/Standard emit=messages $standard
  generate Sources/Contracts/CMessages emit=structures $messages
  generate Sources/Contracts/Messages emit=messages $messages
  generate Sources/Contracts/CRecords emit=structures $records
  generate Sources/Contracts/Records emit=messages $records
  generate Sources/Contracts/Interfaces emit=interfaces $messages
  generate Sources/StandardServices/Generated/Interfaces emit=interfaces $services
  # The messages of v1alpha are those of v1 under another name: only its contract is needed.
  generate Sources/StandardServices/Generated/Alpha \
    emit=contracts,module=grpc.reflection.v1alpha:LintasAlpha:CStandard \
    grpc/reflection/v1alpha/reflection.proto
  generate Clients/Swift/Generated emit=clients $messages grpc/health/v1/health.proto
  generate Clients/Doubles/Generated emit=doubles $messages grpc/health/v1/health.proto
  generate Tests/Protobuf/Generated/C emit=structures $tests
  generate Tests/Protobuf/Generated/Swift emit=messages $tests
  generate $bench/Generated/C emit=structures lintas/bench/v1/bench.proto
  generate $bench/Generated/Swift emit=messages lintas/bench/v1/bench.proto
  generate $calls/Generated/C emit=structures bench/v1/calls.proto
  generate $calls/Generated/Swift emit=messages bench/v1/calls.proto
  generate $calls/Generated/Service emit=interfaces,emit=clients bench/v1/calls.proto
  generate $interop/Generated/C emit=structures $interop_protos
  generate $interop/Generated/Messages emit=messages $interop_protos
  generate $interop/Generated/Services emit=interfaces,emit=clients $interop_services
}

# Another package generates its own code.
mkdir "$scratch/new"
../Tests/Example/generate.sh "$plugin" "$scratch/new"
exchange Tests/Example/Generated
