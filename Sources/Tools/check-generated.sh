#!/bin/sh
# Proves that the committed generated code is what Proto/ gives.
#
#   check-generated.sh PLUGIN ROOT
#
# PLUGIN is the path of a built protoc-gen-lintas, ROOT the root of the repository. Generates into a
# temporary folder and compares. Exits with 1 and the differences if there are any.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: check-generated.sh PLUGIN ROOT" >&2
  exit 2
fi
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$(dirname "$0")/generate-contracts.sh" "$1" "$fresh"

status=0
for folder in Sources/Contracts Sources/StandardServices/Generated Clients/Swift/Generated \
  Clients/Doubles/Generated Tests/Example/Generated \
  Tests/Protobuf/Generated Tests/Benchmarks/Messages/Generated/C \
  Tests/Benchmarks/Messages/Generated/Swift Tests/Benchmarks/Calls/Generated \
  Tests/Interop/Generated; do
  diff --recursive --new-file --unified=1 "$2/$folder" "$fresh/$folder" || status=1
done
if [ "$status" -ne 0 ]; then
  echo "Generated code is not what Proto/ gives: run make generate." >&2
fi
exit "$status"
