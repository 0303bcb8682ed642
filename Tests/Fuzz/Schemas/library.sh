#!/bin/sh
# Compiles the generated C of random contracts into a library.
#
#   library.sh PLUGIN FOLDER
#
# PLUGIN is the path of a built protoc-gen-lintas. FOLDER/protos holds the contracts (see
# schemas.py); FOLDER/schemas.so is made of what is generated for them and for the well-known types.
set -eu
plugin=$(realpath "$1")
folder=$(realpath "$2")
root=$(cd "$(dirname "$0")/../../.." && pwd)
standard=$root/Sources/Contracts/CStandard

mkdir "$folder/C"
cd "$folder/protos"
# protoc warns of imports that no field uses, which random contracts have.
# shellcheck disable=SC2046
protoc --proto_path=. --proto_path="$(dirname "$(command -v protoc)")/../include" \
  --plugin=protoc-gen-lintas="$plugin" --lintas_out="$folder/C" --lintas_opt="emit=structures,\
module=fuzz:Schemas:CSchemas,module=google:LintasStandard:CStandard,prefix=google:Google" \
  $(find fuzz -name '*.proto') 2>"$folder/protoc.log" || {
  cat "$folder/protoc.log" >&2
  exit 1
}
find "$folder/C" "$standard" -name '*.c' >"$folder/sources"
clang -O1 -Wall -Wextra -Werror -shared -fPIC -o "$folder/schemas.so" -I"$folder/C/include" \
  -I"$root/Sources/C/CProtobufC/include" -I"$standard/include" "@$folder/sources"
