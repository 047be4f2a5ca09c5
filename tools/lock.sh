#!/bin/sh
# Writes the lock files with hashes: exact versions of everything, and nothing about where they came from.
# Use: tools/lock.sh PYTHON
set -eu
python=$1
"$python" -m pip install --quiet pip-tools
compile() { # OUTPUT ARGUMENT…
    output=$1
    shift
    CUSTOM_COMPILE_COMMAND="make lock" "$python" -m piptools compile --quiet --generate-hashes --allow-unsafe \
        --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        --output-file "$output" "$@" pyproject.toml
}
compile requirements.lock --all-build-deps
compile requirements-test.lock --all-build-deps --extra test
