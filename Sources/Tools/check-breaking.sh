#!/bin/sh
# Proves that the contracts still read what the last release wrote: `buf breaking`, category WIRE,
# of Proto/ against Proto/ at the last tag. Before the first tag there is nothing to compare with.
#
#   check-breaking.sh BUF ROOT
#
# BUF is the path of the program buf, ROOT the root of the repository. A clone without its tags
# (`git clone --depth 1`) sees none and says so.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: check-breaking.sh BUF ROOT" >&2
  exit 2
fi
buf=$(command -v "$1")
cd "$2"

# The newest tag that this commit comes from; tags of other branches do not count.
if ! tag=$(git describe --tags --abbrev=0 2>/dev/null); then
  echo "breaking: no tag yet, so no release whose clients could break"
  exit 0
fi

released=$(mktemp -d)
trap 'rm -rf "$released"' EXIT
git archive "$tag" Proto | tar -x -C "$released"
cd Proto
"$buf" breaking --against "$released/Proto"
echo "breaking: nothing breaks what $tag wrote"
