#!/bin/sh
# Renew the lock files: exact versions with hashes, no addresses, for every platform.
set -eu
cd "$(dirname "$0")/.."
lock() {
  uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
    --no-emit-index-url --no-emit-find-links --no-header "$@"
}
lock -o requirements.txt
lock --extra dev --extra postgres -c requirements.txt -o requirements-dev.txt
