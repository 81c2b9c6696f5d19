"""The run ledger as table quality.refresh_log of a snapshot."""

from pathlib import Path

import duckdb

from dagster_pipelines.operations.ledger import LedgerEntry, as_row
from dagster_pipelines.publishing.snapshot import literal, run, run_script

STATEMENTS = Path(__file__).with_suffix(".sql")
COLUMNS = (
    "refresh_id", "as_of_date", "policy_version", "code_version", "input_version", "outcome",
    "is_published", "is_current", "started_at", "finished_at", "message",
)  # fmt: skip


def write_refresh_log(served_database: Path, entries: list[LedgerEntry]) -> None:
    """Create the table in a snapshot that is being built and fill it with one row a refresh."""
    with duckdb.connect() as connection:
        run(connection, f"attach {literal(served_database)} as served")
        run_script(connection, STATEMENTS)
        places = ", ".join("?" for _ in COLUMNS)
        for entry in entries:
            row = as_row(entry)
            run(
                connection, f"insert into served.quality.refresh_log values ({places})", [row[name] for name in COLUMNS]
            )
        run(connection, "checkpoint served")
