# The only entry points: people and continuous integration use the same ones.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV ?= .venv
WAREHOUSE ?= warehouse
export PYTHONPATH := $(CURDIR):$(CURDIR)/python_models
export WAREHOUSE
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help install install-dev refresh test

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

# uv where present is ten times faster; plain pip does the same.
$(VENV)/bin/python:
	@if command -v uv >/dev/null; then uv venv -q -p $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	@if command -v uv >/dev/null; then uv pip install -q -p $(RUN) -r $<; else $(RUN) -m pip install -q -r $<; fi
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(VENV)/bin/python
	@if command -v uv >/dev/null; then uv pip install -q -p $(RUN) -r $<; else $(RUN) -m pip install -q -r $<; fi
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## make the virtual environment
install-dev: $(VENV)/.installed-dev ## the same with what the tests need

refresh: install ## landing files to published marts and pages [LANDING= AS_OF= REPORTING_CURRENCY= WAREHOUSE= POLICY=]
	@$(RUN) -m dagster_pipelines.refresh

test: install-dev ## the tests
	@$(RUN) -m pytest -m "not soak"
