# Set-up, demo, tests and checks. GNU make and a POSIX shell are enough.

.DEFAULT_GOAL := help
.PHONY: help setup dev demo test lint types contracts format messages bench chaos month lock start

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

# $(call install,NAME,LOCK): bring .venv in line with LOCK, unless NAME's stamp says it already is.
# The stamp holds checksums rather than dates, so that switching branches back and forth is free.
# The venv is made anew when the checkout was moved (its scripts hold absolute paths) or when the
# Python it was made from is gone. Debian's Python may lack ensurepip: its own pip serves then.
define install
	@set -e; \
	key="$$(cat $(2) pyproject.toml | cksum)"; \
	fresh=; \
	grep -qF -- " $(CURDIR)/$(VENV)" $(VENV)/pyvenv.cfg 2>/dev/null && $(BIN)/python -c '' 2>/dev/null \
	  || fresh=yes; \
	if [ -z "$$fresh" ] && [ "$$(cat $(VENV)/$(1).stamp 2>/dev/null)" = "$$key" ]; then exit 0; fi; \
	if [ -n "$$fresh" ]; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Python 3.11 or newer is needed and '$(PYTHON)' is not: install it," \
	      "or name it, for example: make setup PYTHON=python3.12" >&2; exit 1; }; \
	  echo "Making $(VENV) with $$($(PYTHON) --version)"; \
	  if $(PYTHON) -c 'import ensurepip' 2>/dev/null; \
	  then $(PYTHON) -m venv --clear "$(CURDIR)/$(VENV)"; \
	  else $(PYTHON) -m venv --clear --without-pip "$(CURDIR)/$(VENV)"; fi; \
	fi; \
	if $(BIN)/python -c 'import pip' 2>/dev/null; \
	then pip="$(BIN)/python -m pip"; \
	else pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
	echo "Installing $(2)"; \
	rm -f $(VENV)/$(1).stamp; \
	$$pip install --quiet --disable-pip-version-check --require-hashes -r $(2); \
	$$pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	echo "$$key" >$(VENV)/$(1).stamp
endef

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

setup: ## Make .venv with what the bot needs (does nothing when nothing changed)
	$(call install,setup,requirements.lock)

dev: setup ## The same, with what tests and checks need
	$(call install,dev,requirements-dev.lock)

demo: setup ## A Slack workspace and the bot, on this machine
	@exec $(BIN)/productops demo $(ARGS)

test: dev ## Run the tests, e.g. make test ARGS="-k insight"
	@exec $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: dev ## Check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev ## Check types
	@$(BIN)/mypy

contracts: dev ## Check who imports whom
	@$(BIN)/lint-imports

format: dev ## Fix what ruff can fix
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: dev ## Bring the translation files up to date with the code
	@$(BIN)/python -m bot.messages

bench: dev ## Measure as ratios, one part with make bench ARGS="--only delivery"
	@exec $(BIN)/python -m tests.benchmarks $(ARGS)

chaos: dev ## Deliver while everything fails, e.g. make chaos ARGS="--seed 7"
	@exec $(BIN)/python -m tests.chaos $(ARGS)

month: dev ## A company's month on a turned clock, e.g. make month ARGS="--seed 7"
	@exec $(BIN)/python -m tests.month $(ARGS)

# Keeps the versions that are pinned; ARGS=--upgrade takes the newest, ARGS="-P flask" only one.
lock: setup ## Write both lock files again
	@set -e; \
	if [ -x $(BIN)/uv ]; then uv=$(BIN)/uv; \
	elif command -v uv >/dev/null; then uv=uv; \
	else \
	  uv=$(VENV)/uv/bin/uv; \
	  [ -x $$uv ] || { $(BIN)/python -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv; }; \
	fi; \
	lock="$$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url $(ARGS) pyproject.toml"; \
	$$lock --output-file requirements.lock; \
	$$lock --extra dev --constraint requirements.lock --output-file requirements-dev.lock

start: setup ## Run the bot with the tokens of Slack's own command line
	@SLACK_BOT_TOKEN="$${SLACK_CLI_XOXB:-$$SLACK_BOT_TOKEN}" \
	 SLACK_APP_TOKEN="$${SLACK_CLI_XAPP:-$$SLACK_APP_TOKEN}" \
	 exec $(BIN)/productops run
