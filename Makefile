# What a fresh machine needs: git, make and Python 3.11 or newer. Everything else goes into .venv.
#
#   make PYTHON=/path/to/python3.12    choose the Python
#   make site SERVE=0                  build the site into ./site and stop

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env site test lint format bench lock clean

PYTHON ?=
SERVE ?= 1
ADDRESS ?= 127.0.0.1:8000
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Browser tests use the Chromium of the system; tests on real data use the folder beside the checkout.
CHROMIUM ?= $(shell for name in chromium chromium-browser google-chrome-stable google-chrome; do command -v $$name && break; done)
SHARED := ../shared/data
export CHROMIUM
# Material's notice about MkDocs 2 is known: pyproject.toml pins mkdocs below 2.
export NO_MKDOCS_2_WARNING := 1

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

env: $(STAMP) ## build .venv, or bring it up to date

# Runs again only when what should be installed has changed. The stamp is written last, so a run that broke off is
# done anew; an environment whose Python has gone is thrown away.
$(STAMP): pyproject.toml constraints.txt
	@if [ -d $(VENV) ] && ! $(BIN)/python -c 'import pip' 2>/dev/null; then rm -rf $(VENV); fi
	@if [ ! -d $(VENV) ]; then \
	  python=; \
	  for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "make: this needs Python 3.11 or newer$(if $(PYTHON), and $(PYTHON) is not); found: $$(python3 --version 2>&1)" >&2; \
	    echo "make: install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	    exit 1; \
	  fi; \
	  echo "Setting up $(VENV) with $$("$$python" --version)"; \
	  if ! "$$python" -m venv $(VENV); then \
	    rm -rf $(VENV); \
	    echo "make: $$python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	fi
	@echo "Installing the versions of constraints.txt (a minute or so)"
	@$(PIP) install -c constraints.txt hatchling
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@! git rev-parse --git-dir >/dev/null 2>&1 || $(BIN)/worksystem merge-driver --install
	@touch $@

site: $(STAMP) ## check work/, then serve the site and reload it when a file is saved (SERVE=0: only build)
	@$(BIN)/worksystem check
ifeq ($(SERVE),0)
	@$(BIN)/mkdocs build --strict
else
	@$(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)
endif

# What a machine lacks is left out aloud; in CI a missing browser is a failure.
test: $(STAMP) ## run the tests (ARGS="tests/source -x" narrows them)
	@leave=; \
	if [ -z "$(CHROMIUM)" ]; then \
	  if [ "$${CI:-}" = true ]; then echo "make: Chromium is missing, and CI never leaves browser tests out" >&2; exit 1; fi; \
	  echo "Chromium is not installed: browser tests are left out"; leave="not browser"; \
	fi; \
	if [ ! -d tests/editor/node_modules ]; then echo "npm ci --prefix tests/editor has not run: the language server is left out"; fi; \
	if [ ! -d $(SHARED) ]; then \
	  echo "$(SHARED) is not there: tests on real data are left out"; leave="$${leave:+$$leave and }not shared"; \
	fi; \
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $${leave:+-m "$$leave"} $(ARGS)

lint: $(STAMP) ## ruff, mypy and the import contract; all of them, even when one complains
	@failed=; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports || failed=1; \
	test -z "$$failed"

format: $(STAMP) ## let ruff mend what it can
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

bench: $(STAMP) ## run every benchmark and print its ratios
	@set -e; found=; \
	for file in benchmarks/bench_*.py; do \
	  [ -f "$$file" ] || continue; found=1; echo "== $$file"; $(BIN)/python "$$file" $(ARGS); \
	done; \
	[ -n "$$found" ] || echo "benchmarks/ has no bench_*.py"

lock: ## write constraints.txt anew from the newest versions that pyproject.toml allows
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
	@rm -rf .cache/lock && mkdir -p .cache && python3 -m venv .cache/lock
	@.cache/lock/bin/python -m pip --disable-pip-version-check --quiet install '.[dev]'
	@{ echo '# The exact version of everything that `make` installs. `make lock` writes it anew.'; \
	  .cache/lock/bin/python -m pip freeze --exclude worksystem; } > .cache/constraints.txt
	@mv .cache/constraints.txt constraints.txt && rm -rf .cache/lock
	@git --no-pager diff --stat -- constraints.txt

clean: ## remove what make and the tools made
	@rm -rf $(VENV) site dist build .worksystem .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find plugins tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
