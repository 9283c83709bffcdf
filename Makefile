# Everything is installed into .venv from pyproject.toml, at the versions of constraints.txt.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: prove test fast lint bench clean

prove: $(VENV)/ready
	$(BIN)/evoproof audit
	$(BIN)/evoproof check

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist worksteal

fast: $(VENV)/ready
	$(BIN)/python -m pytest -n auto -m "not torch and not slow" --ignore=tests/numeric --ignore=tests/check

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/ready
	$(BIN)/evoproof bench
	$(BIN)/evoproof bench --proofs

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --editable '.[torch,dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist
