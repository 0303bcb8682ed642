#!/bin/sh
# A protoc plugin that keeps the request it is given, and generates nothing. Its answer is a
# CodeGeneratorResponse that says only: supported_features = FEATURE_PROTO3_OPTIONAL.
cat > "$CAPTURED_REQUEST"
printf '\020\001'
