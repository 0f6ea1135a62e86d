# cctvdesk. `make` alone prints the verbs.
GO      ?= go
TAGS    := migrated_fynedo,x11
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)

# The version comes from the tag above, so Go need not ask git again.
export GOFLAGS := $(GOFLAGS) -buildvcs=false -tags=$(TAGS)

.PHONY: help
help:    ## print the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: deps
deps:    ## install the Debian packages that building and testing need
	@mkdir -p build
	@scripts/need test
	$(GO) mod download

.PHONY: build
build:   ## leave build/cctvdesk
	@mkdir -p build
	@scripts/need build
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o build/cctvdesk ./cmd/cctvdesk

.PHONY: headless
headless: ## leave build/cctvdesk-serve, for a server room: no window, no FFmpeg, no C
	@mkdir -p build
	CGO_ENABLED=0 $(GO) build -tags headless,migrated_fynedo -trimpath -ldflags '$(LDFLAGS)' -o build/cctvdesk-serve ./cmd/cctvdesk

.PHONY: run
run: build  ## the demo city: cameras, relay, wall and requests in one window
	@scripts/need run
	@scripts/run-demo

.PHONY: test
test:    ## everything: unit, race, fuzz seeds, golden windows, end-to-end
	@mkdir -p build
	@scripts/need test
	@scripts/test

.PHONY: lint
lint:    ## formatting, vet, staticcheck
	@mkdir -p build
	@scripts/need build
	@scripts/lint

.PHONY: bench
bench:   ## benchmarks of the hot paths
	@mkdir -p build
	@scripts/need bench
	$(GO) test -run '^$$' -bench . -benchmem ./internal/sop ./internal/db ./internal/desk ./internal/ui ./internal/relay/... ./internal/video/... ./internal/ui/wall ./internal/report
	@scripts/bench-relay
	$(GO) build -trimpath -o build/cctvdesk ./cmd/cctvdesk
	$(GO) run ./scripts/bench-wall

.PHONY: fuzz
fuzz:    ## 30 seconds for each fuzz target
	@scripts/fuzz 30s

.PHONY: golden
golden:  ## write the golden files anew, then look at git diff
	@scripts/golden

.PHONY: shots
shots: build  ## pictures of the windows for docs/panduan.md
	@scripts/need test
	@scripts/shots

.PHONY: clips
clips:   ## draw and encode the simulated cameras' clips anew
	$(GO) run ./scripts/make-clips
