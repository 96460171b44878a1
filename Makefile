# The only door: every target may be called twice.
#   make run      install what is missing, then open Bursar at http://localhost:8501
#   make test     the tests, side by side on every core, the browser ones where a chromium is installed
# An ordinary Linux machine gets the large GPU build of torch; the small one:
#   make run TORCH_INDEX=https://download.pytorch.org/whl/cpu

VENV := .venv
PY := $(VENV)/bin/python
COMPILED := $(VENV)/compiled
PIP := $(PY) -m pip install --disable-pip-version-check --quiet
TORCH := $(shell grep '^torch==' requirements.txt)
TORCH_INDEX ?=
ARGS ?=
OUT ?= screenshots
MINIMUM := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

.PHONY: run test check tidy shipped shots fresh docker setup setup-dev
.DEFAULT_GOAL := run

run: setup $(COMPILED)
	@exec $(PY) -m core run $(ARGS)

test: setup-dev
	@$(PY) -m pytest --numprocesses=auto --no-loadscope-reorder $(ARGS)

check: setup-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo

tidy: setup-dev
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

# Trains the small artifacts under models/shipped anew, from public data beside the project.
shipped: setup
	@$(PY) -m core shipped $(ARGS)

# Pictures of every page at both widths and themes, into the folder OUT.
shots: setup-dev
	@$(PY) -m tests.browser.shots $(OUT)

# A newcomer's first quarter of an hour: clone, both commands, twice each, timed.
fresh: setup-dev
	@$(PY) -m tests.house.fresh

docker:
	@if docker info >/dev/null 2>&1; then docker build --tag bursar . ; \
	else echo "No container engine answers here, so there is no image to build."; fi

# What was installed last is kept beside the environment: nothing to do while the list is the same.
setup: $(PY)
	@cmp -s requirements.txt $(VENV)/installed.txt || { \
	  echo "Installing what Bursar needs (some minutes, once) ..." && \
	  $(PIP) $(TORCH) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) && \
	  $(PIP) -r requirements.txt && cp requirements.txt $(VENV)/installed.txt; }

# What is compiled on this machine, so that the first sorting need not wait for it.
$(COMPILED): $(wildcard models/categorizers/evidence/*.py) | setup
	@$(PY) -m models.categorizers.compile && touch $@

setup-dev: setup
	@cat requirements.txt requirements-dev.txt | cmp -s - $(VENV)/installed-dev.txt || { \
	  echo "Installing what the tests need ..." && $(PIP) -r requirements-dev.txt && \
	  cat requirements.txt requirements-dev.txt > $(VENV)/installed-dev.txt; }

$(PY):
	@for python in python3.11 python3; do \
	  if $$python -c '$(MINIMUM)' 2>/dev/null; then exec $$python -m venv $(VENV); fi; \
	done; \
	echo "Bursar needs Python 3.11 with its venv module. On Debian: apt install python3.11-venv"; exit 1
