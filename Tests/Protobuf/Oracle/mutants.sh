#!/bin/sh
# Shows that the tests of the message runtime notice when it is wrong. Each mutant is the runtime
# with one deliberate fault, chosen by a compile condition; a mutant that passes its test fails this
# script.
#
#   mutants.sh [PACKAGE]
#
# PACKAGE is the folder of Package.swift, by default this repository's. Takes some minutes.
set -eu
package=${1:-$(dirname "$0")/../../..}
build=$package/.build/mutants

# try NAME TESTS [OPTIONS]: the tests must fail with the mutant. They must have been built.
try() {
  name=$1
  tests=$2
  shift 2
  options="--package-path $package --scratch-path $build/$name -Xswiftc -D$name $*"
  # The options are meant to be split into words.
  # shellcheck disable=SC2086
  swift build --build-tests $options > "$build.log" 2>&1 || {
    cat "$build.log" >&2
    echo "$name does not build" >&2
    exit 1
  }
  # shellcheck disable=SC2086
  if swift test --skip-build --filter "$tests" $options > "$build.log" 2>&1; then
    echo "$name lives: $tests did not notice it" >&2
    exit 1
  fi
  echo "$name was noticed by $tests"
}

mkdir -p "$build"
# A write that never copies first: values are not independent.
try MUTANT_NEVER_COPY PropertyTests
# After an edit in place the parent always takes back what it lent, though the child was replaced.
try MUTANT_ALWAYS_TAKE_BACK PropertyTests
# The parent goes on writing memory that a kept child still shares: right by luck on one thread.
try MUTANT_SHARED_STORAGE ThreadTests --sanitize=thread
# A child that is edited in place moves itself out of its parent's tree.
try MUTANT_CHILD_COMPACTS CompactionTests
# The tree of a parent whose child is under edit is given to the next message.
try MUTANT_RECYCLE_SHARED RecyclingTests
# What an earlier message held stands in the memory of the next one.
try MUTANT_NO_WIPE RecyclingTests
# An array that moves takes one element too many along: only the sanitizer sees it.
try MUTANT_OVERREAD ValueTests --sanitize=address
rm -rf "$build" "$build.log"
