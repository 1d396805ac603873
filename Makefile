# infodesk: what there is to do. `make` alone tells it.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -gt 4 ] && n=4; echo $$n)

WAITING ?= $(shell echo $$((3 * $(JOBS))))
# Most of an experiment's time is waiting for a server that stalls, so more of them than there are cores run at once.

.DEFAULT_GOAL := help
.PHONY: help setup demo tour test check trial faults security long mutants audit sbom bench wheel clean

help: ## tell what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(READY) ## build .venv with the command infodesk in it

$(READY): pyproject.toml requirements-dev.lock
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Python 3.11 or newer is missing. On Debian or Ubuntu: apt-get install python3 python3-venv"; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11. On Debian 12: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "The module venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "git is missing. On Debian or Ubuntu: apt-get install git"; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## write to info@ and answer as staff, in this terminal
	@$(BIN)/infodesk demo

tour: $(READY) ## watch a scripted week go through the real parts
	@$(BIN)/infodesk tour

test: $(READY) ## the tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

check: $(READY) ## form, types, contracts of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports

trial: $(READY) ## the service against Dovecot, a real SMTP server and a stand-in for the chat, with kill -9 in the middle
	$(BIN)/python -m tests.trial

faults: $(READY) ## every fault of the catalogue, the long experiments, too, and one table: expected, seen
	$(BIN)/python -m pytest tests/faults -m 'not quiet' -n $(WAITING) --dist loadgroup --table; others=$$?; \
	$(BIN)/python -m pytest tests/faults -m quiet --table && exit $$others

security: $(READY) ## every attack of the list, at full length, and one table
	$(BIN)/python -m pytest tests/security -m 'slow or not slow' -n $(WAITING) --dist loadgroup --table

long: $(READY) ## of both only what make test leaves out, and one table
	$(BIN)/python -m pytest tests/faults tests/security -m 'slow and not quiet' -n $(WAITING) --dist loadgroup --table; others=$$?; \
	$(BIN)/python -m pytest tests/faults -m quiet --table && exit $$others

mutants: $(READY) ## are the tests of permissions, approval and states sharp? each rule is broken on purpose
	$(BIN)/python -m tests.mutation

audit: $(READY) ## known flaws of the locked packages, if they can be asked for
	@$(BIN)/python -m tests.supply audit

sbom: $(READY) ## the bill of materials as CycloneDX, dist/infodesk.cdx.json
	@mkdir -p dist
	@$(BIN)/python -m tests.supply sbom > dist/infodesk.cdx.json && echo dist/infodesk.cdx.json

bench: $(READY) ## how fast and how light
	$(BIN)/python -m bench

wheel: $(READY) ## dist/*.whl
	$(BIN)/python -m build --wheel --no-isolation

clean: ## take away what was built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
