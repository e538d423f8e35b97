# Everything is installed into .venv at the root; .venv/bin/convoca is the command.
PYTHON ?= python3
BIN := .venv/bin
EXAMPLE := sqlite:///$(CURDIR)/.example/convoca.db

.DEFAULT_GOAL := help
.PHONY: help setup serve test check format bench docs

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/ready: pyproject.toml constraints.txt
	.ci/prepare python $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

setup: .venv/ready ## Install everything that the suite needs

serve: setup ## Open the suite on an embedded database with an example period
	$(BIN)/convoca demo --db $(EXAMPLE)
	$(BIN)/convoca serve --db $(EXAMPLE)

test: setup check ## Install what the tests need, check the code, run every test
	.ci/prepare system
	$(BIN)/python -m pytest -n auto -m "not browser"
	$(BIN)/python -m pytest -m browser

check: setup ## Types, lint, format, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure what people wait for, as tables
	for bench in tests/bench/bench_*.py; do $(BIN)/python $$bench || exit 1; done

docs: setup ## Generate docs/rules.md and the tables of docs/security.md
	$(BIN)/python -m convoca.i18n.rulebook_page > docs/rules.md
	$(BIN)/python -m convoca.services.audience_page docs/security.md
