"""Raw records on Snowflake: read here, by the reader that DuckDB uses, then copied there.

One reader for both engines means one set of rejects, one numbering of records and one ledger: the arithmetic of
`quality.load_audit` cannot come out differently. Snowflake's part is a plain copy of clean Parquet files.
The ledger goes last, so that a load that breaks off leaves rows that no ledger line calls active, and the next load
deletes them.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from dagster_pipelines.landing.contract import landing_tables, ledger_tables
from dagster_pipelines.landing.ledger import PLACE_COLUMNS, create_raw_tables
from dagster_pipelines.landing.ledger import run as run_local
from dagster_pipelines.snowflake import statements
from dagster_pipelines.snowflake.connection import run

LEDGER = "landing_files"
REJECTS = "landing_rejects"


def raw_tables() -> dict[str, Mapping[str, str]]:
    """Raw tables and their columns: records as text, and the loader's own two."""
    records = {
        name: dict.fromkeys(table.column_names, "varchar") | PLACE_COLUMNS for name, table in landing_tables().items()
    }
    return {**records, **ledger_tables()}


def fetch_ledger(remote: Any, database: str, local: duckdb.DuckDBPyConnection) -> None:
    """Make the local ledger Snowflake's: the warehouse folder may be new, or another machine may have loaded since."""
    for statement in statements.create_raw(database, raw_tables()):
        run(remote, statement)
    create_raw_tables(local)
    columns = list(ledger_tables()[LEDGER])
    rows = run(remote, f"select {', '.join(columns)} from {database}.raw.{LEDGER} order by load_id")
    run_local(local, f"delete from raw.{LEDGER}")
    if rows:
        places = ", ".join("?" for _ in columns)
        local.executemany(f"insert into raw.{LEDGER} ({', '.join(columns)}) values ({places})", rows)


def last_load_id(remote: Any, database: str) -> int:
    """The latest load that Snowflake's ledger knows."""
    return run(remote, f"select coalesce(max(load_id), 0) from {database}.raw.{LEDGER}")[0][0]


def copy_new_loads(remote: Any, database: str, local: duckdb.DuckDBPyConnection) -> list[str]:
    """Copy every load that Snowflake does not know yet; the tables that got rows. One transaction on Snowflake."""
    known = last_load_id(remote, database)
    copied = []
    with tempfile.TemporaryDirectory() as folder:
        run(remote, "begin")
        try:
            for table in _records_first(raw_tables()):
                place = "load_id" if table in (LEDGER, REJECTS) else "_load_id"
                run(remote, f"delete from {database}.raw.{table} where {place} > {known}")
                file = Path(folder, f"{table}_{known}.parquet")
                if _export(local, table, place, known, file):
                    run(remote, statements.put_file(database, file))
                    run(remote, statements.copy_into_raw(database, table, file.name))
                    copied.append(table)
            run(remote, "commit")
        except BaseException:
            run(remote, "rollback")
            raise
    return copied


def _records_first(tables: Mapping[str, object]) -> list[str]:
    return [*(name for name in tables if name != LEDGER), LEDGER]


def _export(local: duckdb.DuckDBPyConnection, table: str, place: str, known: int, file: Path) -> int:
    rows = f"from raw.{table} where {place} > {known}"
    count = run_local(local, f"select count(*) {rows}")[0][0]
    if count:
        run_local(
            local, f"copy (select * {rows}) to {statements.literal(str(file))} (format parquet, compression zstd)"
        )
    return count
