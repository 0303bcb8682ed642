# Everything that people and machines do with Lintas. `make` alone prints this list.
#
# Two targets do everything on a fresh Debian 12 with Swift 6.3 and make: `make demo`, `make test`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The Python with the tests' peers (grpcio, protobuf, buf); made by `make setup`.
PYTHON_FOLDER := $(CURDIR)/.build-python
export LINTAS_PYTHON := $(PYTHON_FOLDER)/bin/python3
# Protobuf's conformance suite, and what is built for it.
CONFORMANCE_FOLDER := $(CURDIR)/.build-conformance
export SWIFT_BACKTRACE := enable=no

# Swift that people write: what git knows or could know, without what the generator writes.
HANDWRITTEN = $(shell git ls-files --cached --others --exclude-standard '*.swift' \
  | grep -vE '^Sources/Contracts/|/Generated/|/Golden/' | while read -r f; \
  do [ -f "$$f" ] && echo "$$f"; done)

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install missing Debian packages and the Python peers of the tests
	@Sources/Tools/setup.sh $(PYTHON_FOLDER)

build: setup ## build everything for debugging
	swift build

release: setup ## build lintasd and lintas optimised
	swift build -c release --product lintasd
	swift build -c release --product lintas

run: release ## run lintasd on ./.build-data (see lintasd --help)
	.build/release/lintasd serve --data .build-data

demo: setup ## play a citizen's application from registration to decision, over TLS
	swift build -c release --product lintasd
	swift build -c release --product lintas-demo
	@Sources/Tools/demo.sh .build/release

# One test at a time: many start programs and wait for them, which on two cores would hold up tests
# that run beside them for longer than they wait.
test: setup ## build and run all tests
	-@Tests/Conformance/fetch-runner.sh $(LINTAS_PYTHON) $(CONFORMANCE_FOLDER)
	swift build --build-tests
	@Tests/Example/example.sh $(CURDIR)/.build-example
	swift test --skip-build --no-parallel

example: setup ## build another package on our libraries, run its tests, let its programs talk
	@Tests/Example/example.sh $(CURDIR)/.build-example

conformance: setup ## run protobuf's own conformance suite on our messages
	swift build --product protoc-gen-lintas
	@Tests/Conformance/fetch-runner.sh $(LINTAS_PYTHON) $(CONFORMANCE_FOLDER)
	Tests/Conformance/conformance.sh .build/debug/protoc-gen-lintas $(CONFORMANCE_FOLDER)

# How long each fuzz target runs; KEEP=keep chooses the corpus in the repository anew.
SECONDS ?= 600
KEEP ?=

fuzz: setup ## fuzz the decoder and the JSON reader under the address sanitizer, SECONDS each
	Tests/Fuzz/fuzz.sh messages $(SECONDS) $(CURDIR)/.build-fuzz $(LINTAS_PYTHON) $(KEEP)
	Tests/Fuzz/fuzz.sh json $(SECONDS) $(CURDIR)/.build-fuzz $(LINTAS_PYTHON) $(KEEP)

# The seed of the random contracts, and how many there are.
SEED ?= $(shell od -An -N3 -tu4 /dev/urandom | tr -d ' ')
CONTRACTS ?= 12

fuzz-schemas: setup ## random contracts, generated, compiled and compared with Python's protobuf
	swift build --product protoc-gen-lintas
	Tests/Fuzz/Schemas/schemas.sh .build/debug/protoc-gen-lintas $(CURDIR)/.build-schemas \
	  $(LINTAS_PYTHON) $(SEED) $(CONTRACTS)

interop: setup ## play gRPC's interoperability cases with grpcio, four ways, over TLS
	swift build -c release --product InteropServer
	swift build -c release --product InteropClient
	$(LINTAS_PYTHON) Tests/Interop/interop.py --binaries .build/release

test-address: setup ## run all tests under the address sanitizer
	swift build --build-tests --sanitize=address --scratch-path .build-address
	ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --no-parallel --sanitize=address \
	  --scratch-path .build-address

test-thread: setup ## run all tests under the thread sanitizer
	swift build --build-tests --sanitize=thread --scratch-path .build-thread
	swift test --skip-build --no-parallel --sanitize=thread --scratch-path .build-thread

# Loops, handlers, timers, a writer and cancellation against each other: 3 million steps each.
STEPS ?= 3000000

stress: setup ## stress the executor: debug, optimised, under the thread sanitizer, and a mutant
	swift run ExecutorStress $(STEPS)
	swift run -c release ExecutorStress $(STEPS)
	swift run --sanitize=thread --scratch-path .build-thread ExecutorStress $(STEPS)
	swift build -c release --product ExecutorStress --scratch-path .build-mutant \
	  -Xswiftc -DMUTANT_LATE_SLEEP
	.build-mutant/release/ExecutorStress $(STEPS); test $$? -eq 3 # no progress

# Calls of all kinds over TLS, cancelled in every way: 10 million messages, fewer where sanitizers
# slow them down. The program looks at its memory, of which the address sanitizer keeps what was
# freed for a while: here, little of it.
MESSAGES ?= 10000000

stress-streams: setup ## stress streams over TLS: optimised, under the address and thread sanitizers
	swift run -c release StreamStress $(MESSAGES)
	swift build --product StreamStress --sanitize=address --scratch-path .build-address
	ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=8 \
	  .build-address/debug/StreamStress $$(($(MESSAGES) / 20))
	swift build --product StreamStress --sanitize=thread --scratch-path .build-thread
	.build-thread/debug/StreamStress $$(($(MESSAGES) / 20))

# How often the server is drained under load.
DRAINS ?= 200

drains: setup ## end and start the server under load; no call may fail
	swift build -c release --product lintasd
	swift build -c release --product DrainStress
	.build/release/DrainStress .build/release/lintasd \
	  Sources/Office/ReferenceData/way-kanan.txt $(DRAINS)

# How often the crash test kills the server.
ROUNDS ?= 20

crash: setup ## kill the server again and again while 64 clients submit; nothing may be lost
	swift build --product lintasd
	Tests/Crash/crash.sh .build/debug $(ROUNDS)

crash-mutant: setup ## the same on a server that answers before the commit: must fail
	swift build --product lintasd --scratch-path .build-mutant \
	  -Xswiftc -DMUTANT_EARLY_ACKNOWLEDGE
	Tests/Crash/crash.sh .build-mutant/debug $(ROUNDS); test $$? -eq 3 # faults found

bench: setup ## measure messages, calls, streams, commits and idle connections, as RESULT lines
	swift build -c release --product lintasd
	swift build -c release --product LintasBench
	swift build -c release --product CallBench
	Tests/Benchmarks/bench.sh .build/release .build-bench

bench-peers: setup ## measure the same unary call by gRPC Swift, gRPC C++ and Lintas
	@Sources/Tools/setup.sh $(PYTHON_FOLDER) libgrpc++-dev protobuf-compiler-grpc
	swift build -c release --product lintasd
	swift build -c release --product CallBench
	Tests/Benchmarks/peers.sh .build/release .build-bench/peers

lint: setup ## formatter, house rules, contract rules
	@swift format lint --strict --parallel --configuration .swift-format $(HANDWRITTEN)
	swift run --quiet tidy .
	@cd Proto && $(PYTHON_FOLDER)/bin/buf lint
	@Sources/Tools/check-breaking.sh $(PYTHON_FOLDER)/bin/buf $(CURDIR)

format: ## rewrite hand-written Swift in the house's format
	@swift format --in-place --parallel --configuration .swift-format $(HANDWRITTEN)

generate: setup ## generate Sources/Contracts and the client stubs from Proto
	swift build --product protoc-gen-lintas
	Sources/Tools/generate-contracts.sh .build/debug/protoc-gen-lintas $(CURDIR)

check-generated: setup ## prove that generated code is what Proto gives
	swift build --product protoc-gen-lintas
	Sources/Tools/check-generated.sh .build/debug/protoc-gen-lintas $(CURDIR)

.PHONY: help setup build release run demo test example conformance fuzz fuzz-schemas interop test-address test-thread stress stress-streams drains crash crash-mutant bench bench-peers lint format generate check-generated
