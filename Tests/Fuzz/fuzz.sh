#!/bin/sh
# Fuzzes a target with libFuzzer under the address sanitizer, optimised.
#
#   fuzz.sh TARGET SECONDS FOLDER PYTHON [keep]
#
# TARGET is messages or json (see FuzzTarget.swift). FOLDER keeps what was built, the corpus as it
# grows from run to run, and inputs that made the target fail; the run begins with it, with
# Corpus/TARGET and with seeds that PYTHON makes. Ends with 1 when an input makes the target fail:
# put that input into Corpus/TARGET, where the tests replay it. With `keep` Corpus/TARGET is
# chosen anew from all that the corpus holds. The last line has the counts.
set -eu
target=$1
seconds=$2
mkdir -p "$3"
folder=$(realpath "$3")
python=$4
keep=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

# The compiler instruments the code (a frontend option: the driver would also link libFuzzer's
# main); libFuzzer comes as a library, since the program has a main of its own.
library=$(find "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")/lib/clang" \
  -name 'libclang_rt.fuzzer_no_main-*.a' | head -n 1)
swift build --package-path "$root" --scratch-path "$folder/build" --configuration release \
  --product lintas-fuzz --sanitize=address -Xswiftc -DLIBFUZZER \
  -Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xlinker "$library" -Xlinker -lstdc++ \
  >"$folder/build.log" 2>&1 || {
  cat "$folder/build.log"
  exit 1
}
fuzzer=$folder/build/release/lintas-fuzz

"$python" "$here/seeds.py" "$folder/seeds" "$root/Proto" "$root/Tests/Protobuf/Protos"
mkdir -p "$folder/corpus/$target" "$folder/failures" "$here/Corpus/$target"
export ASAN_OPTIONS=detect_leaks=0 LINTAS_FUZZ_TARGET="$target"
status=0
nice "$fuzzer" "$folder/corpus/$target" "$here/Corpus/$target" "$folder/seeds/$target" \
  -dict="$folder/seeds/$target.dict" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
  -rss_limit_mb=3072 -artifact_prefix="$folder/failures/$target-" -print_final_stats=1 \
  >"$folder/$target.log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  tail -n 60 "$folder/$target.log"
  echo "fuzz: $target failed; the input is in $folder/failures" >&2
  exit 1
fi

if [ "$keep" = keep ]; then
  # Small inputs alone: the corpus in the repository is for replaying, not for going on.
  rm -rf "$folder/control" "$folder/chosen"
  mkdir "$folder/chosen"
  "$fuzzer" -set_cover_merge=1 -merge_control_file="$folder/control" -use_counters=0 -max_len=512 \
    "$folder/chosen" "$here/Corpus/$target" "$folder/corpus/$target" >"$folder/merge.log" 2>&1
  "$python" "$here/keep.py" "$folder/control" "$here/Corpus/$target" 140
fi
edges=$(sed -n 's/.*Loaded 1 modules *(\([0-9]*\) inline 8-bit counters).*/\1/p' \
  "$folder/$target.log" | head -n 1)
covered=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$folder/$target.log" | tail -n 1)
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$target.log" | head -n 1)
echo "fuzz: $target bore $runs inputs in $seconds s, $covered of $edges edges covered," \
  "$(find "$folder/corpus/$target" -type f | wc -l) inputs in the corpus"
