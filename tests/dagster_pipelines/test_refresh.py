"""The refresh command on the demo company: what it serves, and that it does nothing when nothing is new."""

from __future__ import annotations

import os
import time

import duckdb
import pytest

from tests.refreshes import Warehouse, run_refresh

UNCHANGED_SECONDS = 15


def test_serves_marts_core_and_quality(built_warehouse: Warehouse) -> None:
    schemas = {schema for (schema,) in built_warehouse.query("select distinct schema_name from duckdb_tables()")}
    assert schemas == {"marts", "core", "quality"}
    assert built_warehouse.query("select count(*) > 300 from core.dim_customers") == [(True,)]


def test_invoice_lines_are_served_only_on_request(built_warehouse: Warehouse) -> None:
    assert built_warehouse.query("select 1 from duckdb_tables() where table_name = 'fct_invoice_lines'") == []


def test_pages_stand_beside_the_database(built_warehouse: Warehouse) -> None:
    assert (built_warehouse.dashboards / "index.html").is_file()


def test_descriptions_reach_bi_tools(built_warehouse: Warehouse) -> None:
    undescribed = built_warehouse.query(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    )
    assert undescribed == []


def test_an_old_client_can_open_the_file(built_warehouse: Warehouse) -> None:
    version = built_warehouse.query("select tags['storage_version'] from duckdb_databases() where not internal")
    assert "v1.2.0" in str(version[0][0])


def test_readers_cannot_write(built_warehouse: Warehouse) -> None:
    assert os.stat(built_warehouse.served_database).st_mode & 0o222 == 0
    with pytest.raises(duckdb.Error):
        built_warehouse.query("create table marts.mine as select 1")


def test_its_own_log_is_in_the_snapshot(built_warehouse: Warehouse) -> None:
    rows = built_warehouse.query("select refresh_id, outcome, is_published, is_current from quality.refresh_log")
    assert rows == [(built_warehouse.current.resolve().name, "published", True, True)]


def test_nothing_new_does_nothing_and_says_so(built_warehouse: Warehouse) -> None:
    before = built_warehouse.current.resolve(), built_warehouse.build_database.stat().st_mtime_ns
    start = time.monotonic()
    result = run_refresh(built_warehouse)
    assert result.returncode == 0, result.stderr
    assert "nothing new" in result.stdout
    assert time.monotonic() - start < UNCHANGED_SECONDS
    assert (built_warehouse.current.resolve(), built_warehouse.build_database.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("AS_OF", "31.03.2026", "2026-03-31"),
        ("REPORTING_CURRENCY", "euro", "EUR"),
        ("DEPLOYMENT", "prod", "production"),
        ("DBT_TARGET", "postgres", "snowflake"),
        ("VARS", "serve_lines", "JSON"),
        ("POLICY", "/nowhere", "POLICY"),
        ("LANDING", "/nowhere", "LANDING"),
    ],
)
def test_a_wrong_setting_gets_one_sentence(tmp_path, setting: str, value: str, hint: str) -> None:
    result = run_refresh(Warehouse(tmp_path), **{setting: value})
    assert result.returncode == 1
    assert hint in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
