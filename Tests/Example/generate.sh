#!/bin/sh
# Generates this package's code from its contracts.
#
#   generate.sh PLUGIN OUTPUT
#
# PLUGIN is the path of a built protoc-gen-lintas, OUTPUT the folder with the folders to write.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: generate.sh PLUGIN OUTPUT" >&2
  exit 2
fi
plugin=$(realpath "$1")
output=$(realpath "$2")
cd "$(dirname "$0")"

modules=module=hello.v1:Greeter:CGreeter
standard=module=google:LintasStandard:CStandard,prefix=google:Google
generate() {
  mkdir -p "$output/$1"
  protoc --proto_path=Proto --plugin=protoc-gen-lintas="$plugin" \
    --lintas_opt="$2,$modules,$standard" --lintas_out="$output/$1" \
    hello/v1/greeter.proto hello/v1/reception.proto
}
generate C emit=structures
generate Swift emit=messages,emit=interfaces,emit=clients
generate Doubles emit=doubles
