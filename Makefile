# Each target does its own set-up in .venv; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080
STAMP := $(VENV)/.installed

.PHONY: install demo run test check format bench bench-recogniser bench-dates bench-history bench-recommend bench-search torture simulate messages config-doc lock clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("Regulars needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "Installing into $(VENV) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $(STAMP)

demo: install  ## start the playground
	@PORT=$(PORT) $(BIN)/python -m bot demo

run: install  ## run the bot with config.toml and TELEGRAM_TOKEN
	@$(BIN)/python -m bot run

test: install  ## the tests
	$(BIN)/python -m pytest

check: install  ## what CI runs: format, lint, types, import rules, replies, tests with coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install  ## update to card, beside a stock echo bot
	$(BIN)/python -m benchmarks.bench

bench-recogniser: install
	$(BIN)/python -m benchmarks.recogniser

bench-dates: install
	$(BIN)/python -m benchmarks.dates

bench-history: install  ## a buyer's card, an import and an order, from 10 thousand order lines to a million (--full: 10 million)
	$(BIN)/python -m benchmarks.history $(OPTIONS)

bench-search: install  ## the right product however it is mistyped, beside FTS5 and rapidfuzz; a buyer among a million
	$(BIN)/python -m benchmarks.search $(OPTIONS)

bench-recommend: install  ## proposals and /today beside what libraries give, on the shared orders
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks.recommend
	$(BIN)/python -m benchmarks.today

torture: install  ## kill -9 at random moments, then count
	$(BIN)/python -m benchmarks.torture

simulate: install  ## a year of follow-ups and digests through restarts, kills and outages, every one counted
	$(BIN)/python -m benchmarks.simulate

messages: install  ## bring the catalogue of the sellers' interface up to date; names what is untranslated
	$(BIN)/python -m tools.messages

config-doc: install  ## write docs/config.md from the code
	$(BIN)/python -m tools.config_doc

lock:  ## pin what pyproject.toml asks for; no address of ours in it
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-emit-options --no-header \
	  --allow-unsafe --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage
