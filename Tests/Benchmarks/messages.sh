#!/bin/sh
# Measures the messages against swift-protobuf and libprotobuf-c and prints `RESULT name=value`
# lines. The peers are built with them, optimised, in a package of their own.
#
#   messages.sh BUILD_FOLDER [PREFIX]
#
# BUILD_FOLDER is where it is built; it may be empty. With PREFIX only results whose names begin so
# are measured. Ends with 1 when a result misses its target.
set -eu
mkdir -p "$1"
folder=$(realpath "$1")
shift
cd "$(dirname "$0")/Messages"

# The package manager does not notice new files of a package that this one depends on by path,
# unless it has to plan anew.
rm -f "$folder/release.yaml"
swift build --configuration release --product MessageBench --scratch-path "$folder" \
  >"$folder/bench.log" 2>&1 || {
  cat "$folder/bench.log"
  exit 1
}
exec "$folder/release/MessageBench" "$@"
