# Two commands: `make run` and `make test`. Needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
PACKAGE := src/pobratym
CATALOGUES := $(wildcard $(PACKAGE)/*/locale/*/LC_MESSAGES/django.po)
PORT ?= 8000

.PHONY: run install test check messages lock clean

install: .venv/installed .venv/words      ## set up only; then .venv/bin/pobratym --help

run: install                              ## set up, load Ostrołęka and Varash, serve on http://localhost:8000
	@POBRATYM_DATA=$${POBRATYM_DATA:-var} $(BIN)/pobratym serve --demo --port $(PORT)

test: .venv/installed-dev .venv/words     ## set up and run every test, on SQLite and on PostgreSQL
	@$(BIN)/python tools/run_tests.py

check: .venv/installed-dev .venv/words    ## what must be clean before a commit
	@tools/check.sh

messages: .venv/installed-dev             ## gather new sentences into the rooms' .po files
	@$(BIN)/python tools/messages.py

lock:                                     ## renew requirements*.txt from pyproject.toml (needs uv)
	@tools/lock.sh

clean:                                    ## forget the environment (data in var/ stay)
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Pobratym needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }

.venv/installed: requirements.txt pyproject.toml .venv/bin/python
	@echo "Installing (once, under a minute)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the tests need (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/words: $(CATALOGUES) .venv/installed
	@$(BIN)/python tools/words.py
	@touch $@
