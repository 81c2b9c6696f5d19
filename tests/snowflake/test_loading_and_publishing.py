"""Landing files reach Snowflake's raw schema with DuckDB's ledger; publishing swaps whole databases.

Run against the emulator. What it does by copying (clones, swaps) and what it only accepts (rights) is covered once
more as text in test_statements.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_pipelines.landing import load_landing
from dagster_pipelines.operations.lock import WarehouseBusy
from dagster_pipelines.snowflake import loading, publishing
from dagster_pipelines.snowflake.connection import run
from dagster_pipelines.snowflake.lock import account_lock
from tests.snowflake.emulator.process import Emulator

REQUIRED = {
    "customers.csv": "customer_id,customer_name\nc1,Acme\nc2,Bolt\n",
    "products.csv": "product_id,product_name,product_category\np1,Pump,pumps\n",
    "invoices.csv": (
        "invoice_id,customer_id,document_type,invoice_date,currency,net_amount\n"
        "i1,c1,invoice,2024-01-31,USD,100.25\ni2,c1,invoice,2024-02-30,USD,5\n"
    ),
    "receipts.csv": 'receipt_id,customer_id,receipt_date,currency,amount\nr1,c1,2024-02-15,USD,50\nr2,"c1\n',
}


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    for name, text in REQUIRED.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def database(emulator: Emulator, request: pytest.FixtureRequest) -> str:
    """A build database of this test alone."""
    name = "build_" + request.node.name[:40].lower()
    with emulator.connect() as remote:
        run(remote, f"create or replace database {name}")
    return name


@pytest.fixture
def load(emulator: Emulator, landing: Path, database: str) -> Callable[..., list[str]]:
    """One load as a refresh does it, with a local database that may be new."""

    def once(local_file: Path) -> list[str]:
        with emulator.connect() as remote, duckdb.connect(str(local_file)) as local:
            loading.fetch_ledger(remote, database, local)
            load_landing(local, landing, settle_seconds=0)
            return loading.copy_new_loads(remote, database, local)

    return once


def rows(emulator: Emulator, sql: str) -> list[tuple[Any, ...]]:
    with emulator.connect() as remote:
        return run(remote, sql)


def test_raw_on_snowflake_is_what_duckdb_read(emulator: Emulator, database: str, load: Callable, tmp_path: Path) -> None:
    local = tmp_path / "one.duckdb"
    load(local)
    with duckdb.connect(str(local)) as connection:
        for table in loading.raw_tables():
            columns = ", ".join(column for column in loading.raw_tables()[table] if column != "loaded_at")
            here = connection.execute(f"select {columns} from raw.{table} order by all").fetchall()
            there = rows(emulator, f"select {columns} from {database}.raw.{table}")
            assert sorted(map(repr, here)) == sorted(map(repr, there)), table


def test_a_file_is_loaded_once_even_from_a_new_machine(emulator: Emulator, database: str, load: Callable, tmp_path: Path) -> None:
    load(tmp_path / "one.duckdb")
    assert load(tmp_path / "another.duckdb") == []
    assert rows(emulator, f"select count(*) from {database}.raw.customers") == [(2,)]


def test_a_changed_file_is_a_further_load(emulator: Emulator, database: str, load: Callable, tmp_path: Path, landing: Path) -> None:
    load(tmp_path / "one.duckdb")
    (landing / "customers.csv").write_text(REQUIRED["customers.csv"] + "c3,Cog\n")
    assert load(tmp_path / "one.duckdb") == ["customers", "landing_files"]
    sql = f"select _load_id, count(*) from {database}.raw.customers group by 1 order by 1"
    assert [count for _, count in rows(emulator, sql)] == [2, 3]


def test_a_load_that_broke_off_is_read_again_without_doubling(
    emulator: Emulator, database: str, load: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, count = loading.statements.put_file, 0

    def breaks_at_the_third(*arguments: Any) -> str:
        nonlocal count
        count += 1
        return put(*arguments) if count < 3 else "select this_function_does_not_exist()"

    monkeypatch.setattr(loading.statements, "put_file", breaks_at_the_third)
    with pytest.raises(Exception, match="(?i)this_function"):
        load(tmp_path / "one.duckdb")
    monkeypatch.undo()
    load(tmp_path / "one.duckdb")
    assert rows(emulator, f"select count(*) from {database}.raw.customers") == [(2,)]
    assert rows(emulator, f"select count(*), count(distinct load_id) from {database}.raw.landing_files") == [(4, 4)]


def served_with(emulator: Emulator, database: str, served: str, amount: int, tmp_path: Path, readers: list[str]) -> None:
    """Build one mart and publish it."""
    snapshot = tmp_path / f"snapshot_{amount}.duckdb"
    with duckdb.connect(str(snapshot)) as local:
        for sql in ("create schema quality", f"create table quality.refresh_log as select '{amount}' as refresh_id"):
            local.execute(sql).fetchall()
    with emulator.connect() as remote:
        for schema in ("marts", "core", "quality", "staging"):
            run(remote, f"create schema if not exists {database}.{schema}")
        run(remote, f"create or replace table {database}.marts.sales as select {amount} as sales_amount")
        run(remote, f"create or replace view {database}.core.fct_sales as select * from {database}.marts.sales")
        run(remote, f"create or replace table {database}.staging.secret as select 1 as a")
        publishing.prepare(remote, database, served, snapshot, readers, serve_lines=False)


def test_readers_see_the_new_refresh_only_after_the_swap(emulator: Emulator, database: str, tmp_path: Path) -> None:
    served = "served_by_swap"
    served_with(emulator, database, served, 1, tmp_path, ["analyst"])
    with emulator.connect() as remote:
        publishing.swap(remote, served)
        served_with(emulator, database, served, 2, tmp_path, [])
        assert run(remote, f"select sales_amount from {served}.marts.sales") == [(1,)]
        publishing.swap(remote, served)
        assert run(remote, f"select sales_amount from {served}.marts.sales") == [(2,)]
        # A view is stored, so that it does not follow the build database into the next refresh.
        run(remote, f"create or replace table {database}.marts.sales as select 3 as sales_amount")
        assert run(remote, f"select sales_amount from {served}.core.fct_sales") == [(2,)]
        assert run(remote, f"select refresh_id from {served}.quality.refresh_log") == [("2",)]
        assert run(remote, "select count(*) from information_schema.tables where table_name = 'SECRET' "
                   f"and table_catalog = '{served.upper()}'") == [(0,)]  # fmt: skip


def test_roles_keep_their_right_to_read(emulator: Emulator, database: str, tmp_path: Path) -> None:
    """Those of the setting, and those that somebody granted by hand."""
    served = "served_to_roles"
    served_with(emulator, database, served, 1, tmp_path, ["analyst"])
    with emulator.connect() as remote:
        publishing.swap(remote, served)
        run(remote, f"grant select on all tables in database {served} to role auditor")
        served_with(emulator, database, served, 2, tmp_path, ["analyst"])
        publishing.swap(remote, served)
        found = run(remote, publishing.statements.roles_that_read(served))
    assert sorted(found) == [("ANALYST",), ("AUDITOR",)]


def test_a_second_refresh_is_told_who_holds_the_account(emulator: Emulator, database: str) -> None:
    with emulator.connect() as one, emulator.connect() as other:
        with (
            account_lock(one, database, "20260331t120000-ab12"),
            pytest.raises(WarehouseBusy, match="20260331t120000-ab12 holds"),
            account_lock(other, database, "later"),
        ):
            pass
        with account_lock(other, database, "later"):
            pass
