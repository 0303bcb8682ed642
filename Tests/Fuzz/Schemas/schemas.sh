#!/bin/sh
# Random contracts through the whole way: generated, compiled, and compared with Python's protobuf.
#
#   schemas.sh PLUGIN FOLDER PYTHON SEED [CONTRACTS [CASES]]
#
# PLUGIN is the path of a built protoc-gen-lintas; FOLDER is built in. The seed makes the contracts,
# the inputs and the messages that are built in Swift through the generated properties. Ends with 1
# at a difference, which is printed with its input.
set -eu
plugin=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
python=$3
seed=$4
contracts=${5:-12}
cases=${6:-20000}
cd "$(dirname "$0")"
standard=$(realpath ../../../Sources/Contracts/Standard)

echo "schemas: seed $seed, $contracts contracts, $cases inputs"
work=$folder/work
rm -rf "$work" .build-generated
mkdir -p "$work" .build-generated/C .build-generated/Swift
"$python" schemas.py make "$seed" "$contracts" "$cases" "$work"

modules=module=fuzz:Schemas:CSchemas,module=google:LintasStandard:CStandard,prefix=google:Google
for part in structures:C messages:Swift; do
  # The list of files is meant to be split into words.
  # shellcheck disable=SC2046
  protoc --proto_path="$work/protos" \
    --proto_path="$(dirname "$(command -v protoc)")/../include" \
    --plugin=protoc-gen-lintas="$plugin" --lintas_out=".build-generated/${part#*:}" \
    --lintas_opt="emit=${part%:*},$modules" $(cd "$work/protos" && find fuzz -name '*.proto')
done
"$python" schemas.py build "$seed" 200 "$work" .build-generated/Swift "$standard" \
  .build-generated/Builders

rm -f "$folder/build/debug.yaml"
swift build --product SchemaJudge --scratch-path "$folder/build" >"$folder/log" 2>&1 || {
  cat "$folder/log"
  exit 1
}
"$folder/build/debug/SchemaJudge" "$work"
"$python" schemas.py judge "$work"
