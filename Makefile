# Two commands matter: `make run` (see Tenir) and `make test` (trust a change). `make check` is the quick part.
.POSIX:
.SUFFIXES:
.PHONY: help install run test check format docs screenshots benchmarks wheel release-sample clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

help:
	@echo "make run          Tenir avec son contenu de démonstration, sur http://127.0.0.1:$(PORT)"
	@echo "make test         tout vérifier, sur SQLite et PostgreSQL (installe ce qui manque)"
	@echo "make check        la partie rapide : forme, types, cloisons, essais courts sur SQLite"
	@echo "make install      l'installation seule : .venv/bin/tenir"
	@echo "make format docs screenshots benchmarks test-spark wheel clean"

# --- set-up -----------------------------------------------------------------------------------------------------------
.venv/base: requirements/base.txt requirements/build.txt pyproject.toml
	@tools/make-venv $(PYTHON)
	@$(PIP) install --quiet --require-hashes -r requirements/build.txt -r requirements/base.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

install: .venv/base

# --- the two commands -------------------------------------------------------------------------------------------------
run: .venv/base
	@exec $(BIN)/tenir demo --port $(PORT)

test: .venv/dev
	@tools/prepare-tests wrk
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not alone"
	$(BIN)/python -m pytest -m alone
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n auto --dist worksteal -m "not alone"
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -m alone

check: .venv/dev lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not browser and not postgres and not alone"

# Reports under 500 kills of the server and thousands of hands at once, on each database.
.PHONY: test-crash
test-crash: .venv/dev
	TENIR_KILLS=500 $(BIN)/python -m pytest tests/test_crash_reports.py tests/test_reports_at_once.py
	TENIR_KILLS=500 $(BIN)/python -m tests.postgres $(BIN)/python -m pytest tests/test_crash_reports.py tests/test_reports_at_once.py

# The engine of totals, and counts by zone, on Spark: Java 17 and 690 MB, so apart. docs/explanation/past-one-machine.md says what for.
.PHONY: test-spark
test-spark: build/spark
	PYTHONPATH=build/spark SPARK_LOCAL_IP=127.0.0.1 $(BIN)/python -m pytest src/tenir/engines/rollup/tests/test_spark.py src/tenir/engines/localisation/tests/test_spark.py

build/spark: .venv/dev requirements/spark.txt
	@java -version 2>/dev/null || { echo "Il faut Java 17 (Debian et Ubuntu : openjdk-17-jre-headless)." >&2; exit 1; }
	@rm -rf $@
	@$(PIP) install --quiet --no-deps --require-hashes --target $@ -r requirements/spark.txt
	@touch $@

# --- the parts --------------------------------------------------------------------------------------------------------
.PHONY: lint
lint: .venv/dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/djlint src --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/tenir makemigrations --check --dry-run

format: .venv/dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

docs: .venv/dev
	$(BIN)/python -m tools.reference

screenshots: .venv/dev
	@tools/prepare-tests
	$(BIN)/python -m tools.screenshots

benchmarks: .venv/dev
	@tools/prepare-tests wrk
	$(BIN)/python -m benchmarks.documents
	$(BIN)/python -m benchmarks.rollup
	$(BIN)/python -m benchmarks.localisation --communes --memory
	$(BIN)/python -m benchmarks.importing
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.importing
	$(BIN)/python -m benchmarks.importing_load
	$(BIN)/python -m benchmarks.figures
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.figures
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.importing_load
	$(BIN)/python -m benchmarks.web
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.web
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.search

# The data folder kept from this release, which the next ones must open (tests/test_releases.py).
release-sample: .venv/dev
	$(BIN)/python -m tests.releases.make

wheel: .venv/dev
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
