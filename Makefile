# Everything that people and machines do with Lintas. `make` alone prints this list.
#
# Two targets do everything on a fresh Debian 12 with Swift 6.3 and make: `make demo`, `make test`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The Python with the tests' peers (grpcio, protobuf, buf); made by `make setup`.
PYTHON_FOLDER := $(CURDIR)/.build-python
export LINTAS_PYTHON := $(PYTHON_FOLDER)/bin/python3
export SWIFT_BACKTRACE := enable=no

HANDWRITTEN := Package.swift Sources/Crypto Sources/Protobuf Sources/Transport Sources/Store \
  Sources/RPC Sources/StandardServices Sources/Office Sources/Services Sources/Server \
  Sources/Tools Clients Tests

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

demo: release ## play a citizen's application from registration to decision, over TLS
	@Sources/Tools/demo.sh .build/release

test: setup ## build and run all tests
	swift build --build-tests
	swift test --skip-build

lint: setup ## formatter, house rules, contract rules
	swift format lint --recursive --strict --parallel --configuration .swift-format $(HANDWRITTEN)
	swift run --quiet tidy .
	cd Proto && $(PYTHON_FOLDER)/bin/buf lint

format: ## rewrite hand-written Swift in the house's format
	swift format --in-place --recursive --parallel --configuration .swift-format $(HANDWRITTEN)

generate: setup ## generate Sources/Contracts and the client stubs from Proto
	swift build --product protoc-gen-lintas
	Sources/Tools/generate-contracts.sh .build/debug/protoc-gen-lintas $(CURDIR)

check-generated: setup ## prove that generated code is what Proto gives
	swift build --product protoc-gen-lintas
	Sources/Tools/check-generated.sh .build/debug/protoc-gen-lintas $(CURDIR)

.PHONY: help setup build release run demo test lint format generate check-generated
