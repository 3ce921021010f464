#!/bin/sh
# What must be clean before a commit, quick enough to run each time.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export POBRATYM_DATA="$data"
$bin/ruff check .
$bin/ruff format --check .
$bin/lint-imports --no-cache
$bin/python tools/lint_objects.py
$bin/mypy
$bin/python manage.py makemigrations --check --dry-run
$bin/python manage.py check
