# `make demo` and `make test` set up all they need: Python 3.11 or newer, pip and a package index are enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SPARK := $(VENV)/.spark

.PHONY: demo test test-web test-spark screenshots check bench lock clean

demo: $(READY)
	$(BIN)/detente demo

test: $(READY)
	$(BIN)/pytest -n auto -m "not web"

# In real headless Chromium: one that is there (CHROMIUM names another), else Debian's, where this user may install it.
test-web: $(READY)
	./.ci/chromium
	$(BIN)/pytest -n auto tests/views/web/browser

# The second engine: needs Java 17 or newer, and half a gigabyte for the extra `spark`, which is not in the lock.
test-spark: $(SPARK)
	DETENTE_NEEDS_SPARK=1 $(BIN)/pytest -rs tests/engines tests/views/cli/test_panel_command.py

check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pictures of every page at 1280 and 390 px, light and dark, in build/screenshots.
screenshots: $(READY)
	./.ci/chromium
	$(BIN)/python benchmarks/views/screenshots.py

bench: $(READY)
	$(BIN)/python benchmarks/run.py

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

$(SPARK): $(READY)
	@$(BIN)/python -c "from detente.engines.spark import require_java; require_java()"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[spark]'
	touch $(SPARK)

# Needs uv; writes versions and hashes only, no index addresses.
lock:
	uv pip compile pyproject.toml --extra en --group dev --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --universal --python-version 3.11 -o requirements.lock

clean:
	rm -rf $(VENV) build dist
