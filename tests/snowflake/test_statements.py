"""The SQL that a refresh sends to Snowflake, as text: what the emulator does in another way or only accepts."""

from pathlib import Path

import pytest
from sqlglot import parse

from dagster_pipelines.environments import SettingsError
from dagster_pipelines.snowflake import grants, statements


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


FOLDERS = {
    "core": ["core.dim_customers"],
    "marts": ["marts.customer_tiers", "marts.win_loss"],
    "quality": [],
    "customer_tiers": ["marts.customer_tiers"],
}


def test_a_role_limited_to_folders_reads_their_tables_only() -> None:
    everything, limited = grants.limited_roles(["analyst", "sales=customer_tiers+core"], FOLDERS)
    assert grants.grant_statements("served_next", everything, limited)[3:] == [
        "grant usage on database served_next to role SALES",
        "grant usage on schema served_next.core to role SALES",
        "grant usage on schema served_next.marts to role SALES",
        "grant select on table served_next.core.dim_customers to role SALES",
        "grant select on table served_next.marts.customer_tiers to role SALES",
    ]
    assert everything == ["ANALYST"]


@pytest.mark.parametrize("text", ["sales=customer_tiers+nowhere", "sales;drop"])
def test_a_folder_or_role_that_cannot_be_is_told(text: str) -> None:
    with pytest.raises(SettingsError, match="SNOWFLAKE_READER_ROLES=sales"):
        grants.limited_roles([text], FOLDERS)


def test_folders_are_topic_folders_and_schemas() -> None:
    nodes = [
        {"schema": "marts", "alias": "win_loss", "fqn": ["customer_value", "marts", "purchase_factors", "win_loss"]},
        {"schema": "core", "alias": "dim_dates", "fqn": ["customer_value", "core", "dim_dates"]},
    ]
    assert grants.folders_of(nodes) == {
        "marts": ["marts.win_loss"],
        "core": ["core.dim_dates"],
        "quality": [],
        "purchase_factors": ["marts.win_loss"],
    }
