# Two words to work here: `make site` and `make test`. Each sets up what it needs first, and once.
# Nothing is written outside this folder; the one exception is Debian's Chromium, for the browser tests, and it is said.

VENV := .venv
BIN  := $(VENV)/bin
RUN  := $(VENV)/run.stamp
DEV  := $(VENV)/dev.stamp
NODE := $(VENV)/node/audit.stamp

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --no-cache-dir
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c '$(FITS)' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help site serve test lint audit format bench quality lock clean browser servers

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; do \
		printf '  make %-8s %s\n' "$$name" "$$what"; done

site: $(RUN)  ## build the sample edition of content/ into site/
	@$(BIN)/python -m compileall -q digest # pip compiles what it copies, and this package is only linked
	@$(BIN)/python -m digest build
	@echo "The site is in site/. To look at it: make serve"

serve: $(RUN)  ## preview the sample edition; pages follow every save
	@$(BIN)/python -m digest serve

test: lint browser servers  ## check style and types, and run all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal -q $(ARGS)

lint: $(DEV)  ## check style, types and who imports whom
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(DEV)  ## sort imports and mend what can be mended safely
	@$(BIN)/ruff check --fix

audit: $(DEV) $(NODE) browser  ## check the built sample edition with every checker there is (ARGS="vnu axe": with some)
	@PYTHONPATH=.:tests $(BIN)/python -m audit $(ARGS)

# The checkers that are node programs, pinned with hashes. They lie beside the packages of Python, not in tests/.
$(NODE): tests/audit/package.json tests/audit/package-lock.json | $(BIN)/python
	@command -v npm >/dev/null || { \
		echo "make audit needs Node.js 20 or newer with npm; on Debian 13 or newer: apt-get install nodejs npm" >&2; exit 1; }
	@echo "Setting up the checkers of make audit ..."
	@mkdir -p $(@D)
	@cp tests/audit/package.json tests/audit/package-lock.json tests/audit/.npmrc $(@D)
	@cd $(@D) && npm ci --silent
	@touch $@

COMPARE ?= ../shared/bench/compare.py
bench: $(DEV)  ## measure builds of large made-up editions, beside other programs' (COMPARE=, ARGS=)
	@$(BIN)/python bench/run.py --compare $(COMPARE) --out docs/performance.md $(ARGS)

COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--cache-dir $(VENV)/pip-tools --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: $(DEV)  ## pin every package and its hashes anew; UPGRADE=--upgrade takes the newest
	@$(COMPILE) $(UPGRADE) --extra import --extra deploy --extra lsp --extra pictures --extra search --build-deps-for editable \
		--constraint requirements/held.in --output-file requirements/run.txt pyproject.toml
	@$(COMPILE) $(UPGRADE) --output-file requirements/dev.txt requirements/dev.in
	@cd tests/audit && npm install --package-lock-only --silent

clean:  ## remove everything that was made, the set-up too
	rm -rf $(VENV) .digest build dist *.egg-info .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find site -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "digest needs Python 3.11 or newer with its venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)

# The package itself is installed without its dependencies: those are pinned, and setuptools with them, so that no
# build environment fetches an unpinned one. `compat` is a mere path to this folder; otherwise setuptools puts a finder
# of packages there, for the theme's sake, which costs every start some hundredths of a second.
$(RUN): requirements/run.txt pyproject.toml setup.py | $(BIN)/python
	@$(PIP) install --quiet --require-hashes --requirement requirements/run.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "Setting up the tools for tests ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

browser: $(DEV)
	@$(BIN)/python tests/support/chromium.py >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Debian's Chromium for the browser tests ..."; \
			apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
				chromium fonts-liberation >/dev/null; \
		else \
			echo "The browser tests need Chromium or Chrome; on Debian: sudo apt-get install chromium" >&2; exit 1; \
		fi; }

# What the tests of `digest deploy` copy with and serve from.
servers:
	@command -v rsync >/dev/null && PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Debian's rsync and nginx for the tests of digest deploy ..."; \
			apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
				rsync nginx-light >/dev/null; \
		else \
			echo "The tests of digest deploy need rsync and nginx; on Debian: sudo apt-get install rsync nginx-light" >&2; \
			exit 1; \
		fi; }

GOLD ?= ../shared/gold
SEEDS ?= ../shared/seeds
CORPUS ?= ../shared/bench/corpus.py
quality: $(DEV)  ## measure the finding and grouping of quotations against labelled ones (GOLD=, SEEDS=, CORPUS=)
	@{ echo "# Quality"; echo; echo 'Made by `make quality`.'; echo; \
		echo 'The first block measures the invented articles in `bench/labelled/`, in many house styles:'; \
		echo 'the finder was developed on `dev` and `dev2`, so their figures are better than those of new text.'; \
		echo 'No article of `test` or `test2` was read before. The totals of `test` were watched while rules were chosen;'; \
		echo '`test2` was measured once before and three times in the course of the work on `dev2`; its wrong English'; \
		echo 'speakers were read afterwards, and nothing was changed for them: of 30, 17 are the right person by another'; \
		echo 'name (`his daughter`, `the minister`), which a measure by names does not know.'; \
		echo 'The others measure labelled articles that are not part of this repository.'; echo; \
		echo '```text'; $(BIN)/python bench/labelled.py; echo '```'; echo; echo '```text'; \
		$(BIN)/python bench/quality.py $(GOLD) $(SEEDS); $(BIN)/python bench/pairs.py pairs $(GOLD)/quote_pairs.json; \
		$(BIN)/python bench/pairs.py groups $(GOLD)/seed_quotes.yml; echo '```'; echo; \
		echo 'What it costs as an edition grows, on made-up articles (memory: of the whole process, the articles too):'; echo; \
		echo '```text'; $(BIN)/python bench/scale.py $(CORPUS); echo '```'; } | tee docs/quality.md
