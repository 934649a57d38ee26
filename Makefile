# make demo and make test need nothing but this file: they install what is missing.
GO ?= go
VERSION ?= 0.1
LDFLAGS := -s -w -X github.com/openlxc/lxc/internal/cli.Version=$(VERSION)
PREFIX ?= /usr/local
export CGO_ENABLED = 0
export PATH := $(CURDIR)/bin:$(PATH)

.PHONY: cover cover-check build check test test-unit test-e2e test-differential test-windows test-clock lint vet fuzz reproducible vuln soak bench golden gen gen-check man-lint cross dist test-package pot demo picture pictures install setup clean

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/lxc ./cmd/lxc

bin/minilxd: $(shell find internal/minilxd pkg internal/ws -name '*.go')
	$(GO) build -trimpath -o bin/minilxd ./internal/minilxd/daemon

check: vet lint test-unit cover-check gen-check reproducible

vet:
	$(GO) vet ./...
	GOOS=windows $(GO) build -o /dev/null ./cmd/lxc
	GOOS=darwin $(GO) build -o /dev/null ./cmd/lxc

lint:
	@test -z "$$(gofmt -l cmd internal pkg test)" || { gofmt -l cmd internal pkg test; echo 'run gofmt -w on these'; exit 1; }
	cd internal/tools && $(GO) build -o $(CURDIR)/bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	bin/golangci-lint run
	@if command -v shellcheck >/dev/null; then shellcheck -x -e SC1091 test/lib.sh test/setup test/e2e test/demo test/pictures test/bench test/simplestreams test/httpd test/isolated test/differential/run test/differential/programs/run test/windows/run test/package test/reproducible test/soak test/clock test/vuln internal/tools/release/build internal/tools/release/pack .ci/run; fi

test-unit: export CGO_ENABLED = 1
test-unit:
	$(GO) test -race ./...

# How much of the library its own tests run.
cover:
	$(GO) test ./pkg/client -coverpkg=./pkg/client -coverprofile=cover.out
	$(GO) tool cover -func cover.out | tail -n 1
	@rm -f cover.out

# How much of the commands, and of what they use, the Go tests run without a daemon: never less than this.
COVER_FLOOR := 86
comma := ,
COVERED = $(shell $(GO) list ./cmd/... ./internal/... | grep -v -E 'internal/(third_party|minilxd|replay|clitest|archtest|slowlink|gen)(/|$$)')
cover-check:
	$(GO) test $(COVERED) -coverpkg=$(subst $() ,$(comma),$(strip $(COVERED))) -coverprofile=cover.check.out >/dev/null
	@$(GO) tool cover -func cover.check.out | awk '/^total/ { sub("%", "", $$3); print "coverage: " $$3 " %, floor: $(COVER_FLOOR) %"; exit $$3 + 0 < $(COVER_FLOOR) }'
	@rm -f cover.check.out

# Every suite on every server that can be had; what is missing is said loudly, and fails in CI.
test-e2e: build bin/minilxd
	test/e2e

bin/differential: $(wildcard test/differential/*.go)
	$(GO) build -trimpath -o bin/differential ./test/differential

# Ours beside the stock clients, line by line.
test-differential: build bin/differential
	test/differential/run
	test/differential/programs/run

# The Go tests with a clock that jumps between any two readings: not a part of make test.
test-clock:
	test/clock

# The program for Windows, run by Wine: not a part of make test.
test-windows: bin/minilxd build
	GO=$(GO) test/windows/run

setup:
	test/setup

test: setup vet lint test-unit gen-check man-lint test-package test-e2e test-differential

# Every fuzz target of every package, FUZZTIME each; go test -list finds them, so that none is forgotten. Files are in memory
# where that can be had, and an input is not made smaller for longer than it is worth: both would take most of the time.
FUZZTIME ?= 10m
FUZZFLAGS ?= -fuzzminimizetime=1s
fuzz: export TMPDIR := $(or $(shell test -d /dev/shm && echo /dev/shm),$(TMPDIR),/tmp)
fuzz:
	@for p in $$($(GO) list ./...); do \
	  for t in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$t"; $(GO) test $$p -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) $(FUZZFLAGS) || exit 1; done; done

# Two builds from different directories are the same, byte by byte.
reproducible:
	GO=$(GO) VERSION=$(VERSION) test/reproducible

# What a race or a leak could break, repeated, and loads that no test has time for: hours with the usual number of rounds.
ROUNDS ?= 10000
soak: build bin/minilxd
	test/soak
	LXC_TEST_ROUNDS=$(ROUNDS) $(GO) test ./pkg/client -v -timeout 0 -run 'TestManyRequests|TestOperationEndsAtAnyMoment|TestSocketsAreDialledTogether|TestLossyLink|TestExecIsWholeInEveryMode|TestManyGoroutinesAndNothingLeft'

# Known vulnerabilities in what the code calls, by the database that the Go project publishes as a module.
vuln:
	test/vuln

bench: build bin/minilxd
	$(GO) test ./cmd/lxc/root ./pkg/client ./internal/wire -run '^$$' -bench . -benchmem
	test/bench

golden:
	$(GO) test ./cmd/lxc/root -run Golden -update

gen:
	$(GO) run ./internal/gen

gen-check:
	$(GO) run ./internal/gen -check

man-lint:
	mandoc -Tlint -W warning docs/man/*

# The client for every platform, below dist/.
# Releases are built with the Go version that go.mod names.
cross:
	export GOTOOLCHAIN=auto; for p in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64 freebsd/amd64 freebsd/arm64; do \
	  GO=$(GO) VERSION=$(VERSION) internal/tools/release/build $$p || exit 1; done

# Archives, packages, checksums and the bill of materials.
dist: cross
	GO=$(GO) VERSION=$(VERSION) internal/tools/release/pack

# The package of this machine is installed into an empty tree, run, and removed again.
test-package:
	GO=$(GO) VERSION=$(VERSION) test/package

pot: gen

demo: build bin/minilxd
	test/demo

# The picture in the README: what make demo shows, drawn by a pinned tool.
picture: build bin/minilxd
	test/demo | sed -e '1,2d' -e "s/^\$$ .*/$$(printf '\033')[1;32m&$$(printf '\033')[0m/" | head -n 44 | \
		$(GO) run github.com/charmbracelet/freeze@v0.2.2 -l ansi --theme github-dark --padding 20 --margin 0 --font.family monospace --width 760 -o docs/demo.svg

# The pictures in docs/pictures: what people see on a terminal, drawn by the same tool.
pictures: build bin/minilxd
	GO=$(GO) test/pictures

install: build
	install -D -m 0755 bin/lxc $(DESTDIR)$(PREFIX)/bin/lxc
	install -D -m 0644 completions/lxc.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lxc
	install -D -m 0644 completions/_lxc $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lxc
	install -D -m 0644 completions/lxc.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lxc.fish
	for n in 1 5 7; do install -d $(DESTDIR)$(PREFIX)/share/man/man$$n; \
	  install -m 0644 docs/man/*.$$n $(DESTDIR)$(PREFIX)/share/man/man$$n; done

clean:
	rm -rf bin
