"""The latest day on which anything was posted: the default of the as-of date."""

from datetime import date

import duckdb

from dagster_pipelines.landing.ledger import has_ledger, run

DOCUMENT_DATES = {
    "invoices": "invoice_date",
    "receipts": "receipt_date",
    "receipt_allocations": "allocation_date",
    "write_offs": "write_off_date",
}


def latest_document_date(connection: duckdb.DuckDBPyConnection, today: date) -> date | None:
    """Latest document date in raw that is not after `today`; None where no document has one."""
    if not has_ledger(connection):
        return None
    dates = " union all ".join(
        f"select max({column}) as document_date from raw.{table} where {column} between date '1970-01-01' and $today"
        for table, column in DOCUMENT_DATES.items()
    )
    return run(connection, f"select max(document_date) from ({dates})", {"today": today})[0][0]  # type: ignore[arg-type]
