# Everything one does with this project.  `make` alone lists it.
#
# Debian 12 or newer, Ubuntu 24.04 or newer: python3 and make are enough to begin with.

PYTHON ?= python3
UV     ?= uv
BIN    := .venv/bin
DEMO   := tutorials/mousepad-save-a-note
# A person's own X screen shows the demonstration; without one (or on Wayland) it makes a screen in memory.
SCREEN := $(if $(WAYLAND_DISPLAY),--virtual-screen,$(if $(DISPLAY),,--virtual-screen))
ARGS   ?=
# Tests of one file share a screen; two files at a time, each on screens of its own.  JOBS= runs one after the other.
JOBS   ?= -n 2 --dist loadfile

PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-input
FROM_LOCK   := $(PIP_INSTALL) --only-binary :all: --require-hashes --no-deps
NEED_QT     := tests/player tests/authoring tests/app tests/end_to_end tests/test_qt_canary.py tests/test_docs.py \
               tests/test_no_surprises.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-pure check matrix targets exports recordings messages bench soak pictures format lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: .venv/.run  ## the program as .venv/bin/guide; installs what the system lacks when you are root
	@echo "Ready: $(BIN)/guide"

demo: .venv/.run system-demo  ## watch a real program being taught; pictures and report in demo-report/
	$(BIN)/guide rehearse $(DEMO) --out demo-report $(SCREEN)
	@echo "Open demo-report/report.html"

test: .venv/.dev system-test  ## all tests, on screens in memory; ARGS="-k name" narrows it
	$(BIN)/pytest $(JOBS) $(ARGS)

test-pure: .venv-pure/.pure system-test  ## the rooms without Qt, where Qt is not installed
	.venv-pure/bin/python -m pytest $(JOBS) -m "not desktop" -p no:cacheprovider -q $(addprefix --ignore=,$(NEED_QT)) $(ARGS)

check: .venv/.dev test-pure  ## style, types, who imports whom, dependencies, and test-pure
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .

matrix: .venv/.dev system-matrix  ## every window manager and kind of screen; writes docs/matrix.md
	$(BIN)/pytest tests/matrix --table docs/matrix.md $(ARGS)

targets: .venv/.dev system-targets  ## finds every control of the labelled set; writes docs/targets.md; ARGS="mousepad" narrows it
	$(BIN)/python -m tests.targets --table docs/targets.md $(ARGS)

exports: .venv/.dev system-exports tests/opened_by_others/node_modules  ## each export opened by a browser, an office and learning platforms that are not ours
	$(BIN)/pytest tests/opened_by_others $(ARGS)

recordings: .venv/.dev system-test  ## seventeen tasks recorded and rehearsed, ten of them at 150 % and in German too
	$(BIN)/pytest tests/recordings $(ARGS)

bench: .venv/.bench system-bench  ## what things cost, side by side with simpler ways; ARGS="catalogue" narrows it
	$(BIN)/python -m bench $(ARGS)

soak: .venv/.dev system-test  ## 10,000 rehearsals over the fake desktop, 200 over a real one; writes docs/soak.md
	$(BIN)/pytest tests/soak --fake-runs 10000 --real-runs 200 --table docs/soak.md $(ARGS)

pictures: .venv/.dev system-test  ## takes the pictures of the documentation anew
	$(BIN)/python scripts/make_icons.py
	$(BIN)/python scripts/make_pictures.py
	$(BIN)/python scripts/make_editor_pictures.py

messages: .venv/.dev  ## collects guide's own words for translators: guide/locale/*.po
	$(BIN)/python scripts/make_messages.py $(ARGS)

format: .venv/.dev  ## puts the code into the house's style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock:  ## after a change of dependencies: writes the lock files anew (this alone needs uv; ARGS=--upgrade)
	$(LOCK) --group build pyproject.toml -o requirements.lock
	$(LOCK) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(LOCK) --group test -c requirements-dev.lock pyproject.toml -o requirements-pure.lock \
		--no-emit-package pyside6-essentials --no-emit-package shiboken6
	$(subst --universal,--python-version 3.11,$(LOCK)) --group bench -c requirements-dev.lock -o requirements-bench.lock
# evdev is no wheel, and pynput's X11 part does without it.
LOCK = $(UV) pip compile --no-emit-package evdev --quiet --universal --generate-hashes --no-header --annotation-style=line $(ARGS)

clean:  ## removes what was made here, the environments too
	rm -rf .venv .venv-pure demo-report out build dist .*_cache .hypothesis .coverage

# -- how the environments come about.  A stamp is newer than all it was made from, or it is made again. --

.venv/.python .venv-pure/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "guide needs Python 3.11 or newer; say which with: make setup PYTHON=python3.11"; exit 1; }
	@$(PYTHON) scripts/system_packages.py run $$($(PYTHON) -c 'import ensurepip' 2>/dev/null || echo venv)
	$(PYTHON) -m venv --clear $(@D)
	@touch $@

.venv/.run: requirements.lock pyproject.toml | .venv/.python
	$(BIN)/python $(FROM_LOCK) -r requirements.lock
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(BIN)/python $(FROM_LOCK) -r requirements-dev.lock
	@touch $@

.venv/.bench: requirements-bench.lock .venv/.dev
	$(BIN)/python $(FROM_LOCK) --no-binary pyscreeze -r requirements-bench.lock  # it has no wheel, and no C either
	@touch $@

.venv-pure/.pure: requirements-pure.lock | .venv-pure/.python
	.venv-pure/bin/python $(FROM_LOCK) -r requirements-pure.lock
	@touch $@

tests/opened_by_others/node_modules: tests/opened_by_others/package-lock.json | system-exports
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: system-demo system-test system-matrix system-targets system-exports system-bench
system-demo: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo
system-test: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo test
system-matrix: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo test matrix
system-targets: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo test targets
system-bench: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo test bench
system-exports: | .venv/.python
	@$(PYTHON) scripts/system_packages.py demo test exports
