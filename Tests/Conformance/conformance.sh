#!/bin/sh
# Runs protobuf's conformance suite on our messages: proto3, binary and JSON.
#
#   conformance.sh PLUGIN FOLDER [RUNNER_OPTION…]
#
# PLUGIN is the path of a built protoc-gen-lintas, FOLDER what fetch-runner.sh has filled; the
# program under test is built there too, optimised. Required and recommended cases count, and there
# is no list of failures to expect: any that fails ends this with 1. The last lines have the counts:
# of the suite for binary and JSON, of that for the text format, and of what was skipped and why.
set -eu
plugin=$(realpath "$1")
folder=$(realpath "$2")
shift 2
cd "$(dirname "$0")"

files="conformance/conformance.proto conformance/messages/test_messages_proto3.proto"
here=ConformanceMessages:CConformance
modules=module=google:LintasStandard:CStandard
modules=$modules,module=protobuf_test_messages:$here,module=conformance:$here
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p .build-generated

# generate FOLDER PART: exchanged only if something changed, so that nothing is built in vain.
generate() {
  mkdir "$scratch/$1"
  # The list of files is meant to be split into words.
  # shellcheck disable=SC2086
  protoc --proto_path="$folder/include" --plugin=protoc-gen-lintas="$plugin" \
    --lintas_out="$scratch/$1" --lintas_opt="emit=$2,$modules,prefix=google:Google" $files
  if ! diff --recursive --brief ".build-generated/$1" "$scratch/$1" >/dev/null 2>&1; then
    rm -rf ".build-generated/$1"
    mv "$scratch/$1" ".build-generated/$1"
  fi
}
generate C structures
generate Swift messages

# The package manager does not notice new files of a package that this one depends on by path,
# unless it has to plan anew.
rm -f "$folder/build/release.yaml"
swift build --configuration release --product ConformanceTestee --scratch-path "$folder/build" \
  >"$scratch/log" 2>&1 || {
  cat "$scratch/log"
  exit 1
}

# The runner logs as it goes; what it found, and what the program under test said, is what counts.
status=0
mkdir -p "$folder/failures"
"$folder/run" --enforce_recommended --output_dir "$folder/failures" "$@" \
  "$folder/build/release/ConformanceTestee" >"$scratch/log" 2>&1 || status=$?
if [ "$status" -eq 0 ]; then
  grep -E "^(CONFORMANCE SUITE|skipped:)" "$scratch/log"
else
  cat "$scratch/log"
fi
exit "$status"
