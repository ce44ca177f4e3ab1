# Waveback. `make run` serves it, `make test` checks everything; `make help` names the rest.
# The stamps carry a hash of what they stand for, so that a changed requirement sets up anew.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
RUN_STAMP := .venv/.run-$(shell cat requirements.txt tools.txt tools/set-up | cksum | tr ' ' '-')
TEST_STAMP := .venv/.test-$(shell cat requirements-dev.txt tools.txt tools/set-up | cksum | tr ' ' '-')
COUNT ?= 500
PICTURES ?= build/pictures

.PHONY: help run demo test test-tools format bench kill-test bundle-test pictures pins clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | awk -F '\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: $(RUN_STAMP) ## Set up, then serve at http://localhost:8000 (PORT, HOST, ORIGIN, DATA_DIR by environment)
	@exec .venv/bin/waveback serve

demo: $(RUN_STAMP) ## Fill an empty DATA_DIR with an invented practice
	@exec .venv/bin/waveback demo

test: test-tools ## Check everything: lint, types, imports, tests on both databases, browser journeys
	@exec .venv/bin/python tools/everything.py

test-tools: $(TEST_STAMP)
	@sh tools/need-debian chromium-headless-shell=chromium-headless-shell postgresql=initdb strace=strace qpdf=qpdf poppler-utils=pdftotext

format: $(TEST_STAMP) ## Lay out the code as the house likes it
	@.venv/bin/ruff format src tests tools
	@.venv/bin/ruff check --fix src tests tools
	@git ls-files -- 'src/**/templates/**/*.html' | xargs .venv/bin/djade --target-version 5.2 || true

bench: test-tools ## Measure the bars of performance as ratios in one run
	@PYTHONPATH=tools exec .venv/bin/python -m bench

kill-test: $(TEST_STAMP) ## Kill the server COUNT times under eight writers; nothing acknowledged may be lost
	@exec .venv/bin/python tools/kill_test.py --count $(COUNT)

bundle-test: $(TEST_STAMP) ## Spoil a record bundle COUNT times; both verifiers must name the same fault
	@exec .venv/bin/python tools/bundle_test.py --count $(COUNT) --write

pictures: $(TEST_STAMP) ## Take a picture of every page into PICTURES, beside the mock-ups in SHOTS, and the README's anew
	@sh tools/need-debian chromium-headless-shell=chromium-headless-shell
	@exec .venv/bin/python tools/pictures.py $(PICTURES) $(if $(SHOTS),--shots $(SHOTS)) --readme-too

pins: $(RUN_STAMP) ## Pin the dependencies of pyproject.toml anew, each by its hash
	@sh tools/pin

clean: ## Remove what was set up here; your data is elsewhere and stays
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build test-results

.venv/.run-%:
	@sh tools/set-up requirements.txt
	@rm -f .venv/.run-* && touch $@

.venv/.test-%:
	@sh tools/set-up requirements-dev.txt
	@rm -f .venv/.test-* && touch $@
