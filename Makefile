# Everything a newcomer needs: `make build` and `make test`. Each creates what it uses, and may be run again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HUBDOCS := $(BIN)/hubdocs

.PHONY: build serve check test gallery validate-html lint-workflows bench bench-printing bench-feedback bench-growth bench-site clean lock
.DEFAULT_GOAL := build

build: $(VENV)/installed
	$(HUBDOCS) build

serve: $(VENV)/installed
	$(HUBDOCS) serve

check: $(VENV)/installed
	$(HUBDOCS) check

test: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

# Pictures of the site and the packs on one page, for anyone who reviews the look.
gallery: $(VENV)/installed-for-tests
	$(HUBDOCS) build
	$(BIN)/python -m gallery

# Tests hold the commonest rules of HTML; this asks the checker that knows them all, where it is installed.
validate-html: build
	VNU="$(VNU)" tools/validate-html.sh build/site

# What runs on GitHub, judged here, where actionlint is installed.
lint-workflows:
	ACTIONLINT="$(ACTIONLINT)" tools/lint-workflows.sh .github/workflows

bench: $(VENV)/installed-for-tests
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.printing

# Packs from cached documents against laying them out in one go; `--quick` behind the module's name for a small run.
bench-printing: $(VENV)/installed-for-tests
	$(BIN)/python -m benchmarks.printing

bench-feedback: $(VENV)/installed-for-tests
	$(BIN)/python -m benchmarks.feedback

bench-growth: $(VENV)/installed-for-tests
	$(BIN)/python benchmarks/growth.py

bench-site: build
	$(BIN)/python benchmarks/lighthouse.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build/site build/packs build/gallery build/cache build/.unfinished*

# The lock files are made anew on purpose only; tests then show what the new versions change.
lock: $(VENV)/installed-for-tests
	tools/lock.sh $(BIN)/python

$(VENV)/installed: requirements.lock pyproject.toml tools/system-packages.sh
	tools/system-packages.sh build
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-for-tests: $(VENV)/installed requirements-test.lock
	tools/system-packages.sh test
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-test.lock
	touch $@
