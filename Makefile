# Sozialraum: `make` alone lists what can be done. Needs make, git, and Python 3.12+ or uv.

SHELL := /bin/sh
BIN := .venv/bin
PLACE ?= oberhausen-2015
ARMS ?= siloed case-management-only production-network
# Workers of the test runner: a number, or auto for one per core.
JOBS ?= auto
# Further words for the command that a target runs, e.g. make test ARGS="-k casework"
ARGS ?=
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help set-up compare page test test-browser check statistical damage bench golden lock docs sample format clean

help: ## this list
	@echo "Sozialraum: what changes for whom if institutions work as a network?"
	@echo
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1|/p' Makefile | awk -F'|' '{ printf "  make %-13s %s\n", $$1, $$2 }'
	@echo
	@echo "Everything else: .venv/bin/sozialraum --help"

set-up: ## install everything into .venv (the targets below do so by themselves)
	@.ci/set-up

compare: set-up ## compare siloed work, case management only and the production network
	@$(BIN)/sozialraum compare $(ARMS) --place $(PLACE) $(ARGS)

page: set-up ## the planner's page in the browser: move a decision, see what follows
	@$(BIN)/sozialraum page --place $(PLACE) $(ARGS)

test-browser: set-up ## the page in a real browser (needs Chromium)
	@$(BIN)/python -m pytest tests/browser -m browser $(ARGS)

test: set-up ## all quick tests
	@echo "Testing; the first run also compiles the model, which takes a few minutes …"
	@$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: set-up ## style, format, types and the direction of imports; all faults at once
	@bad=0; \
	$(BIN)/ruff check --quiet --output-format concise . || bad=1; \
	$(BIN)/ruff format --quiet --check . || { echo "Not laid out as agreed: make format repairs it."; bad=1; }; \
	$(BIN)/mypy --no-error-summary || bad=1; \
	$(BIN)/lint-imports --no-cache > .venv/imports.log || { tail -n +10 .venv/imports.log; bad=1; }; \
	if [ $$bad = 0 ]; then echo "Checked: style, format, types, imports."; else exit 1; fi

format: set-up ## lay out the code as agreed and repair what can be repaired
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

statistical: set-up ## the slow tests too: many runs against theory and targets
	@echo "Many runs; this takes a while …"
	@$(BIN)/python -m pytest -n $(JOBS) -m "slow or statistical" $(ARGS)

damage: set-up ## damage 500 stored and cached files and kill 300 processes: no wrong number, nothing lost
	@echo "Damaging and killing; this takes a while …"
	@$(BIN)/python -m pytest -n $(JOBS) -m slow tests/end_to_end/test_damage.py tests/end_to_end/test_kills.py $(ARGS)

bench: set-up ## measure the engine against C, NumPy, Starsim and Mesa; writes benchmarks/README.md
	@$(BIN)/python -m benchmarks $(ARGS)

golden: set-up ## renew the golden file (then say why: a line `Results:` in CHANGELOG.md)
	@$(BIN)/python -m pytest tests/golden --renew-golden --quiet $(ARGS)
	@git diff --stat -- tests/golden

docs: set-up ## renew what is generated from the code: tables in documents, the schema of scenarios
	@$(BIN)/python -m model.scenario.schema
	@$(BIN)/python -m pytest -m documents --renew-documents --quiet $(ARGS)
	@git diff --stat -- '*.md' '*.json'

sample: set-up ## report on the newest comparison, or RESULT=…, in both languages, into docs/sample
	@rm -rf docs/sample/de docs/sample/en; for language in de en; do \
	  $(BIN)/sozialraum report "$${RESULT:-$$(ls -d results/*-compare-* | tail -n 1)}" --lives \
	    --lang $$language --out docs/sample/$$language || exit 1; \
	done

lock: set-up ## choose the newest allowed version of every dependency and lock it
	@.ci/lock

clean: ## remove what set-up and tools have made; results stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
