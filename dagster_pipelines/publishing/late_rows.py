"""Rows that arrived since the published refresh although they are dated before its end, and whom they concern."""

from dataclasses import dataclass

import duckdb

from dagster_pipelines.landing.contract import Table, landing_tables
from dagster_pipelines.publishing.snapshot import literal, run

# The date that says when a row happened; a table without one corrects what was known before.
HAPPENED_ON = {
    "invoices": "invoice_date",
    "receipts": "receipt_date",
    "receipt_allocations": "allocation_date",
    "write_offs": "write_off_date",
    "service_costs": "cost_date",
    "customer_events": "event_date",
    "customer_influence": "assessed_on",
    "exchange_rates": "rate_date",
    "service_deliveries": "delivered_on",
    "tier_overrides": "valid_from",
}
WHOM = {
    "invoices": ("customer_id", "bill_to_customer_id"),
    "referrals": ("referrer_customer_id", "referred_customer_id"),
    "customers": ("customer_id", "parent_customer_id"),
}
THROUGH_INVOICE = ("invoice_lines", "receipt_allocations", "write_offs")
CONCERNING_EVERYBODY = "exchange_rates"


@dataclass(frozen=True)
class Published:
    """The snapshot to compare with: its last load and its day."""

    refresh_id: str
    as_of_date: str
    last_load_id: int


def _content(table: Table, alias: str) -> str:
    return f"hash({', '.join(f'{alias}.{column}' for column in table.column_names)})"


def _new_and_withdrawn(table: Table, published: Published) -> str:
    """New contents, and contents that a newer version of their file no longer holds."""
    name, last = f"build.raw.{table.name}", published.last_load_id
    dated = HAPPENED_ON.get(table.name)
    happened = f"coalesce(try_cast(late.{dated} as date), date '1970-01-01')" if dated else "date '1970-01-01'"
    return f"""
        with old_contents as (
            select {_content(table, "old")} as content from {name} as old where old._load_id <= {last}
        ),
        new_contents as (select {_content(table, "new")} as content from {name} as new where new._load_id > {last}),
        renewed_files as (select _file_name from {name} where _load_id > {last})
        select late.*, case when late._load_id > {last} then 'row' else 'withdrawn row' end as kind
        from {name} as late
        where {happened} <= date {literal(published.as_of_date)}
        and case
            when late._load_id > {last} then {_content(table, "late")} not in (from old_contents)
            else late._file_name in (from renewed_files) and {_content(table, "late")} not in (from new_contents)
        end"""


def _accounts(table: Table) -> str:
    """Late rows with each account that they concern."""
    key = " || '/' || ".join(f"coalesce(cast(late.{column} as varchar), '')" for column in table.key)
    said = (
        f"'{table.name} ' || late._file_name || ' ' || late.kind || ' ' || late._record_number || ' (' || {key} || ')'"
    )
    if table.name == CONCERNING_EVERYBODY:
        return f"select cast(null as varchar) as account_id, {said} as late_row from late"
    if table.name in THROUGH_INVOICE:
        return f"""
            select unnest([invoices.customer_id, invoices.bill_to_customer_id]) as account_id, {said} as late_row
            from late inner join build.raw.invoices as invoices on late.invoice_id = invoices.invoice_id"""
    whom = WHOM.get(table.name, ("customer_id",))
    return (
        f"select unnest([{', '.join(f'late.{column}' for column in whom)}]) as account_id, {said} as late_row from late"
    )


def concerns_customers(table: Table) -> bool:
    return table.name in (*THROUGH_INVOICE, *WHOM, CONCERNING_EVERYBODY) or "customer_id" in table.column_names


def collect_late_rows(connection: duckdb.DuckDBPyConnection, published: Published) -> None:
    """Fill temporary table late_rows (customer_id = head of the group, before or after; NULL = everybody)."""
    run(connection, "create or replace temp table late_accounts (account_id varchar, late_row varchar)")
    for table in landing_tables().values():
        if concerns_customers(table):
            sql = f"with late as ({_new_and_withdrawn(table, published)}) {_accounts(table)}"
            known = "true" if table.name == CONCERNING_EVERYBODY else "account_id is not null"
            run(connection, f"insert into late_accounts select * from ({sql}) where {known}")
    run(
        connection,
        """
        create or replace temp table late_rows as
        with heads as (
            select customer_id, group_head_id from served.core.dim_customers
            union
            select customer_id, group_head_id from published.core.dim_customers
        )
        select distinct heads.group_head_id as customer_id, late_accounts.late_row
        from late_accounts
        left join heads on late_accounts.account_id = heads.customer_id
        where late_accounts.account_id is null or heads.customer_id is not null
        """,
    )
