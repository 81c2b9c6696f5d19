"""The SQL that a refresh sends to Snowflake, as text: what the emulator does in another way or only accepts."""

from pathlib import Path

from sqlglot import parse

from dagster_pipelines.snowflake import statements


def test_a_file_goes_to_the_stage_as_it_is() -> None:
    assert statements.put_file("build", Path("/data/a b/invoices_3.parquet")) == (
        "put 'file:///data/a b/invoices_3.parquet' @build.raw.landing_files auto_compress=false overwrite=true"
    )


def test_a_copy_stops_at_the_first_row_that_does_not_fit() -> None:
    assert statements.copy_into("build.raw.invoices", "build", "invoices_3.parquet") == (
        "copy into build.raw.invoices from @build.raw.landing_files/invoices_3.parquet "
        "file_format = (type = parquet) match_by_column_name = case_insensitive "
        "on_error = abort_statement purge = true force = true"
    )


def test_tables_are_cloned_and_views_are_stored() -> None:
    assert statements.serve_relation("build", "served_next", "marts", "sales", is_view=False) == (
        "create table served_next.marts.sales clone build.marts.sales"
    )
    assert statements.serve_relation("build", "served_next", "core", "lines", is_view=True) == (
        "create table served_next.core.lines as select * from build.core.lines"
    )


def test_the_swap_is_one_statement_on_whole_databases() -> None:
    assert statements.swap_served("served", "served_next") == "alter database served swap with served_next"


def test_readers_get_all_they_need_and_nothing_to_write() -> None:
    assert statements.grant_reading("served_next", ["ANALYST"]) == [
        "grant usage on database served_next to role ANALYST",
        "grant usage on all schemas in database served_next to role ANALYST",
        "grant select on all tables in database served_next to role ANALYST",
    ]


def test_the_lock_is_a_table_that_can_be_created_once() -> None:
    _, take = statements.take_lock("build", "it's")
    assert take == "create table build.operations.refresh_lock as select 'it''s' as refresh_id"
    assert "or replace" not in take and "if not exists" not in take


def test_first_run_creates_what_is_missing_and_replaces_nothing() -> None:
    created = statements.create_raw("build", {"invoices": {"invoice_id": "varchar", "_load_id": "bigint"}})
    assert all("if not exists" in statement for statement in created)
    assert created[-1] == "create table if not exists build.raw.invoices (invoice_id varchar, _load_id bigint)"


def test_every_statement_is_snowflake_syntax() -> None:
    texts = [
        *statements.create_raw("build", {"invoices": {"invoice_id": "varchar"}}),
        *statements.prepare_served("served", "served_next"),
        statements.relations("build"),
        statements.roles_that_read("served"),
        statements.document_date("build", {"invoices": "invoice_date"}, "max", "<= cast('2026-03-31' as date)"),
        statements.create_table("served_next", "quality", "refresh_log", {"refresh_id": "varchar"}),
        statements.drop_previous("served_next"),
        statements.lock_holder("build"),
        statements.release_lock("build"),
    ]
    for text in texts:
        assert parse(text, read="snowflake"), text
