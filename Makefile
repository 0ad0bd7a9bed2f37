# `make run` and `make test` are all a newcomer needs. Everything else is for those who work on PIYAKast.
PORT ?= 8000
PYTHON ?= python3
ARGS ?=
# One more than a small machine has cores: now and then a test waits for something.
JOBS ?= 3
VENV := .venv/bin

# Each of many processes would compile all that it imports, where nothing may be kept.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run dev test check bench bench-chat lock messages format help

help:  ## List what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run:  ## Start the whole site on http://localhost:8000 (PORT=… for another port)
	@$(PYTHON) tools/bootstrap.py dev
	@exec $(VENV)/python -m tools.launch --port $(PORT) $(ARGS)

dev:  ## The same, reloading the web process when code changes
	@$(PYTHON) tools/bootstrap.py dev
	@exec $(VENV)/python -m tools.launch --port $(PORT) --reload $(ARGS)

test:  ## Run every test on a real Postgres, Redis, ffmpeg and browser (JOBS=… processes)
	@$(PYTHON) tools/bootstrap.py test
	@$(VENV)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

check:  ## Lint, types, templates, import rule, migrations, translations
	@$(PYTHON) tools/bootstrap.py test --packages-only
	@$(VENV)/python -m tools.check

bench:  ## Measure; one table per benchmark (ARGS="catalogue" for one)
	@$(PYTHON) tools/bootstrap.py test
	@$(VENV)/python -m bench $(ARGS)

bench-chat:  ## Measure chat beside the stock Channels consumer
	@$(PYTHON) tools/bootstrap.py test
	@$(VENV)/python -m bench chat

messages:  ## Collect texts into locale/ and compile them
	@$(VENV)/python -m tools.messages

format:  ## Format Python and templates
	@$(VENV)/ruff check -q --fix . && $(VENV)/ruff format -q .

lock:  ## Pin requirements/*.in into requirements/*.txt
	@$(VENV)/uv pip compile -q --no-header --universal --python-version 3.11 requirements/test.in -o requirements/test.txt
	@for each in base prod dev; do $(VENV)/uv pip compile -q --no-header --universal --python-version 3.11 \
		-c requirements/test.txt requirements/$$each.in -o requirements/$$each.txt; done
