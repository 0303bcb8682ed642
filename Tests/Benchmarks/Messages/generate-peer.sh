#!/bin/sh
# Generates swift-protobuf's code of the benchmark anew: needed only when peer.proto or the version
# in Package.swift changes, since its plugin takes minutes to build.
#
#   generate-peer.sh PROTOC_GEN_SWIFT
#
# PROTOC_GEN_SWIFT is the plugin, built from the same version of swift-protobuf:
#   swift build --product protoc-gen-swift
set -eu
plugin=$(realpath "$1")
cd "$(dirname "$0")"
well_known=$(dirname "$(command -v protoc)")/../include
protoc --proto_path=Protos/peer --proto_path="$well_known" \
  --plugin=protoc-gen-swift="$plugin" \
  --swift_out=Sources/MessageBench/Generated peer.proto
