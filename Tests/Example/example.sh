#!/bin/sh
# Builds this package as any other that depends on Lintas, runs its tests, and lets its server and
# its client talk. Silent but for one line if all is well.
#
#   example.sh SCRATCH
#
# SCRATCH is the folder to build in. Exits with 1 and what was printed if anything is wrong.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: example.sh SCRATCH" >&2
  exit 2
fi
mkdir -p "$1"
scratch=$(realpath "$1")
cd "$(dirname "$0")"
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT

# quiet COMMAND…: what a command prints is shown only if it fails.
quiet() {
  "$@" >"$run/log" 2>&1 || {
    cat "$run/log" >&2
    exit 1
  }
}

# The package manager does not notice new files of a package that this one depends on by path,
# unless it has to plan anew.
rm -f "$scratch/debug.yaml"
quiet swift build --build-tests --scratch-path "$scratch"
quiet swift test --skip-build --scratch-path "$scratch"

cd "$run"
quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out server.pem
mkfifo enter
"$scratch/debug/hello-server" unix:hello.sock <enter >server.log 2>&1 &
server=$!
exec 3>enter
waited=0
while [ ! -S hello.sock ] && kill -0 "$server" 2>/dev/null && [ "$waited" -lt 600 ]; do
  sleep 0.1
  waited=$((waited + 1))
done
status=0
timeout 60 "$scratch/debug/hello-client" unix:hello.sock >client.log 2>&1 || status=$?
exec 3>&-
wait "$server" || status=$?
cat >expected <<'TEXT'
Tabik pun, Wayan!
1. Tabik, Sari!
2. Tabik, Budi!
TEXT
if [ "$status" -ne 0 ] || ! diff expected client.log >&2; then
  cat server.log >&2
  exit 1
fi
echo "example: built, tested, and its client was greeted by its server"
