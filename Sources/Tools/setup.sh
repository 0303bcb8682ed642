#!/bin/sh
# Installs what Lintas needs and this machine lacks, says so, and does nothing when all is there.
#
#   setup.sh PYTHON_FOLDER [PACKAGE...]
#
# System packages come from Debian, the Python peers of the tests from PyPI into PYTHON_FOLDER.
# PACKAGE is a package of Debian that only some have a use for.
set -eu
python_folder=$1
shift

# Libraries and generators, then the peers and tools that only tests use.
packages="git pkg-config libprotobuf-c-dev protobuf-c-compiler protobuf-compiler libprotobuf-dev
libssl-dev liblmdb-dev libnghttp2-dev zlib1g-dev openssl nghttp2-client nghttp2-server strace
python3 python3-venv $*"
peers="grpcio grpcio-tools grpcio-health-checking grpcio-reflection grpcio-channelz buf-bin"

missing=""
for package in $packages; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "setup: installing from Debian:$missing"
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing \
    >/dev/null
fi

stamp="$python_folder/peers"
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$peers" ]; then
  echo "setup: installing from PyPI into $python_folder: $peers"
  python3 -m venv "$python_folder"
  # shellcheck disable=SC2086
  "$python_folder/bin/pip" install --quiet --disable-pip-version-check $peers
  echo "$peers" >"$stamp"
fi

if ! command -v swift >/dev/null 2>&1; then
  echo "setup: no swift on the PATH; install Swift 6.3 from https://swift.org/install" >&2
  exit 1
fi
