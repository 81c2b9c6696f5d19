# The only entry points: people and continuous integration use the same ones.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV ?= .venv
WAREHOUSE ?= warehouse
export PYTHONPATH := $(CURDIR):$(CURDIR)/python_models
export WAREHOUSE
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help install install-dev refresh rebuild erase dev docs check-landing export bi-check test benchmark \
	benchmark-lifetime-value benchmark-tiers benchmark-estimates soak lint ci clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 26

# uv where present is ten times faster; plain pip does the same. Compiled once here: a process that may not write
# bytecode (PYTHONDONTWRITEBYTECODE, as in many containers) would compile Dagster and dbt at each start, 11 s.
$(VENV)/bin/python:
	@if command -v uv >/dev/null; then uv venv -q -p $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	@echo "installing $< into $(VENV)"
	@if command -v uv >/dev/null; then uv pip install -q --compile-bytecode -p $(RUN) -r $<; else $(RUN) -m pip install -q --disable-pip-version-check -r $<; fi
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(VENV)/bin/python
	@echo "installing $< into $(VENV)"
	@if command -v uv >/dev/null; then uv pip install -q --compile-bytecode -p $(RUN) -r $<; else $(RUN) -m pip install -q --disable-pip-version-check -r $<; fi
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## make the virtual environment
install-dev: $(VENV)/.installed-dev ## the same with what the tests need

refresh: install ## landing files to published marts and pages [LANDING= AS_OF= REPORTING_CURRENCY= WAREHOUSE= POLICY=]
	@$(RUN) -m dagster_pipelines.refresh

rebuild: install ## the same from an empty build database; snapshots and their log stay
	@$(RUN) -m dagster_pipelines.refresh --rebuild

check-landing: install ## what a landing folder holds, lacks, and what each missing table costs in answers [LANDING=]
	@$(RUN) -m dagster_pipelines.landing.check "$${LANDING:-seeds/demo}"

erase: install ## erase a customer or person from raw, snapshots and pages [CUSTOMER= or PERSON=]
	@$(RUN) -m dagster_pipelines.landing.erase $(WAREHOUSE) $(if $(PERSON),--person $(PERSON),--customer $(CUSTOMER))
	@$(RUN) -m dagster_pipelines.refresh --forget

dev: install ## the Dagster UI on the same warehouse [PORT=3000]
	@$(RUN) -m dagster_pipelines.dev

docs: install ## dbt's documentation as one page, WAREHOUSE/docs/static_index.html
	@$(RUN) -m dagster_pipelines.docs

export: install ## every served table as Parquet, WAREHOUSE/parquet
	@$(RUN) -m dashboards.export_parquet $(WAREHOUSE)/serving/current/customer_value.duckdb $(WAREHOUSE)/parquet

# Superset pins old libraries, so it has an environment of its own.
BI_VENV ?= .venv-bi
$(BI_VENV)/.installed: dashboards/bi_check/requirements.txt
	@if command -v uv >/dev/null; then uv venv -q -p $(PYTHON) $(BI_VENV); uv pip install -q --compile-bytecode -p $(BI_VENV)/bin/python -r $<; \
	else $(PYTHON) -m venv $(BI_VENV); $(BI_VENV)/bin/python -m pip install -q -r $<; fi
	@touch $@

bi-check: install $(BI_VENV)/.installed ## boot Apache Superset on the served database and use it as a BI team does
	@$(RUN) -m dashboards.bi_check.check $(WAREHOUSE)/serving/current/customer_value.duckdb $(BI_VENV)

test: install-dev ## the tests [JOBS=2]
	@$(RUN) -m pytest -m "not soak" -n $(or $(JOBS),2) --dist loadscope --no-loadscope-reorder

benchmark-lifetime-value: install-dev ## the lifetime-value library beside lifetimes and pymc-marketing [ROUNDS=5] [PYMC_PYTHON=]
	@$(RUN) -m tests.lifetime_value.benchmark --rounds $(or $(ROUNDS),5)

benchmark-estimates: install-dev ## errors of wallets, factor shares and name matching on simulated data with known answers
	@$(RUN) -m pytest -q -s -k "recover or accepted_is_right" tests/wallet_and_growth tests/purchase_factors tests/prospects

soak: install-dev ## the long tests: many kills, seeds and orders of arrival
	@$(RUN) -m pytest -m soak

benchmark: install-dev ## seconds, memory and ratios beside a hand-written floor [SIZES="1_000_000 10_000_000"]
	@$(RUN) -m tests.benchmark --sizes $(or $(SIZES),1_000_000 10_000_000)

benchmark-tiers: install-dev ## how the tier models grow [CUSTOMERS="1500 3000 6000"]
	@$(RUN) -m tests.customer_tiers.benchmark --customers $(or $(CUSTOMERS),1500 3000 6000)

lint: install-dev ## style and types
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

ci: lint test ## what continuous integration runs
