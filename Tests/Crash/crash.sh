#!/bin/sh
# Proves that no acknowledged application is lost when lintasd is killed, on a fresh data folder.
#
#   crash.sh BIN_FOLDER [ROUNDS]
#
# BIN_FOLDER holds lintasd. LINTAS_PYTHON is a Python with grpcio, grpcio-tools and
# grpcio-health-checking. Ends with 0 only if nothing was lost, doubled or answered otherwise, and
# the numbers counted beside the calls are those that the cases give; with 3 if not, and with
# another code if that could not be found out. The data folder and the logs of all runs are kept
# then, and the folder is named.
set -eu
binaries=$(cd "$1" && pwd)
rounds=${2:-20}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${LINTAS_PYTHON:?"set LINTAS_PYTHON to a Python with grpcio; make setup makes one"}

folder=$(mktemp -d "${TMPDIR:-/tmp}/lintas-crash.XXXXXX")
mkdir "$folder/logs"
"$binaries/lintasd" authority init --data "$folder/data" >"$folder/logs/console.log"
"$binaries/lintasd" load --data "$folder/data" "$root/Sources/Office/ReferenceData/way-kanan.txt" \
  >>"$folder/logs/console.log"

code=0
"$python" "$here/crash.py" --rounds "$rounds" --ca "$folder/data/authority.pem" \
  --logs "$folder/logs" \
  -- "$binaries/lintasd" serve --data "$folder/data" --listen 127.0.0.1:0 || code=$?
if [ "$code" -eq 0 ]; then
  "$binaries/lintasd" analytics rebuild --data "$folder/data" >"$folder/logs/rebuild.log" 2>&1 ||
    code=$?
  cat "$folder/logs/rebuild.log"
  if [ "$code" -eq 0 ]; then
    grep -q "the numbers were the same" "$folder/logs/rebuild.log" || code=3
  fi
fi
if [ "$code" -eq 0 ]; then
  rm -rf "$folder"
else
  echo "crash: data and logs are in $folder" >&2
  exit "$code"
fi
