#!/bin/sh
# Plays a morning at the office on a fresh folder, over TLS, and leaves nothing behind.
#
#   demo.sh BIN_FOLDER
#
# BIN_FOLDER holds lintasd and lintas-demo. Ends with 0 only if every step went right.
set -eu
binaries=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)

folder=$(mktemp -d "${TMPDIR:-/tmp}/lintas-demo.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$binaries/lintas-demo" "$binaries/lintasd" \
  "$root/Sources/Office/ReferenceData/way-kanan.txt" "$folder" &
demo=$!
trap 'kill "$demo"; wait "$demo"' INT TERM
wait "$demo"
