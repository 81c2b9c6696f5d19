"""The refresh command on Snowflake's emulator: one environment variable differs from DuckDB."""

from __future__ import annotations

from tests.refreshes import Warehouse
from tests.snowflake.conftest import UNKNOWN_READER
from tests.snowflake.emulator.process import DATABASE, Emulator
from tests.snowflake.refreshed import SERVED, Refresh, rows


def test_what_is_served_there_is_what_duckdb_serves(built_warehouse: Warehouse, demo_refresh: Refresh) -> None:
    ours = built_warehouse.query("select schema_name || '.' || table_name from duckdb_tables() where not internal")
    assert demo_refresh.served.keys() == {name for (name,) in ours}


def test_pages_and_local_snapshot_show_the_same_refresh(demo_refresh: Refresh) -> None:
    warehouse = demo_refresh.warehouse
    assert (warehouse.dashboards / "index.html").exists()
    here = warehouse.query("select refresh_id from quality.refresh_log")
    assert here and {name for (name,) in here} == {row[0] for row in demo_refresh.served["quality.refresh_log"]}


def test_files_were_loaded_through_the_stage(demo_refresh: Refresh, built_warehouse: Warehouse) -> None:
    sql = "select sum(received_count), sum(loaded_count), sum(rejected_count) from quality.load_audit"
    assert demo_refresh.warehouse.query(sql) == built_warehouse.query(sql)


def test_rights_are_those_of_the_setting(demo_refresh: Refresh, emulator: Emulator) -> None:
    received = {statement.lower() for (statement,) in rows(emulator, "emulator received")}
    assert f"grant select on all tables in database {SERVED}_next to role analyst" in received or any(
        "to role analyst" in text for text in received
    )
    sales = {text for text in received if text.endswith("to role sales") and text.startswith("grant select")}
    assert f"grant select on table {SERVED}_next.marts.customer_tiers to role sales" in sales
    assert not [text for text in sales if "customer_value_metrics" in text or " all " in text]


def test_clustering_and_tags_reach_the_account(demo_refresh: Refresh, emulator: Emulator) -> None:
    received = {statement.lower() for (statement,) in rows(emulator, "emulator received")}
    clustered = {text.split(".")[-1].split()[0] for text in received if "cluster by (month_index)" in text}
    assert clustered == {"fct_invoices", "fct_cash_allocations"}
    tags = {text.split("=")[1].strip() for text in received if text.startswith("alter session set query_tag")}
    assert tags == {"'customer_value'", "'customer_value:marts'"}


def test_a_refresh_that_fails_leaves_what_is_served_as_it_was(demo_refresh: Refresh, failed_refresh: Refresh, emulator: Emulator) -> None:
    """It fails as late as it can: everything is built and cloned, and a right cannot be given."""
    assert not failed_refresh.succeeded
    assert f"Role '{UNKNOWN_READER.upper()}' does not exist" in failed_refresh.output
    assert failed_refresh.served == demo_refresh.served
    built = rows(emulator, f"select count(*) from {DATABASE}.core.fct_invoices")[0][0]
    assert built != len(demo_refresh.served["core.fct_invoices"])
    assert not failed_refresh.warehouse.current.exists()
    # The lock is free again.
    tables = rows(emulator, "select table_name from information_schema.tables where table_schema = 'OPERATIONS'")
    assert tables == []
