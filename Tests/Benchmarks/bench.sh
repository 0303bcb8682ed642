#!/bin/sh
# Measures a release build on this machine and prints `RESULT name=value` lines: the messages, the
# calls, and lintasd.
#
#   bench.sh BIN_FOLDER BUILD_FOLDER
#
# BIN_FOLDER holds lintasd, LintasBench and CallBench; in BUILD_FOLDER the benchmark of messages is
# built, which fetches its peer, swift-protobuf, and the bare copy over TLS. LINTAS_PYTHON is a
# Python with grpcio, grpcio-tools and grpcio-health-checking; h2load and nghttpd are on the PATH.
# The disk that is measured is the one under TMPDIR. Everything is thrown away in the end; if a
# measurement is void, the logs are kept.
set -eu
binaries=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${LINTAS_PYTHON:?"set LINTAS_PYTHON to a Python with grpcio; make setup makes one"}

status=0
"$here/messages.sh" "$2" || status=1

folder=$(mktemp -d "${TMPDIR:-/tmp}/lintas-bench.XXXXXX")
mkdir "$folder/logs"
"$binaries/lintasd" authority init --data "$folder/data" >"$folder/logs/console.log"
"$binaries/lintasd" load --data "$folder/data" "$root/Sources/Office/ReferenceData/way-kanan.txt" \
  >>"$folder/logs/console.log"

cc -O2 -Wall -o "$2/tls-copy" "$here/Calls/Peers/tls-copy.c" -lssl -lcrypto
"$python" "$here/calls.py" --binaries "$binaries" --copy "$2/tls-copy" --data "$folder/data" \
  --folder "$folder" || status=1

if "$python" "$here/bench.py" --binaries "$binaries" --folder "$folder"; then
  rm -rf "$folder"
else
  echo "bench: data and logs are in $folder" >&2
  status=1
fi
exit "$status"
