"""Raw records on Snowflake: read here, by the reader that DuckDB uses, then copied there.

One reader for both engines means one set of rejects, one numbering of records and one ledger: the arithmetic of
`quality.load_audit` cannot come out differently. Snowflake's part is a plain copy of clean Parquet files.
The ledger goes last, so that a load that breaks off leaves rows that no ledger line calls active, and the next load
deletes them.
"""

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from dagster_pipelines.landing.ledger import create_raw_tables, raw_tables
from dagster_pipelines.landing.ledger import run as run_local
from dagster_pipelines.snowflake import statements
from dagster_pipelines.snowflake.connection import run

LEDGER = "landing_files"


def fetch_ledger(remote: Any, database: str, local: duckdb.DuckDBPyConnection) -> None:
    """Make the local ledger Snowflake's: the warehouse folder may be new, or another machine may have loaded since."""
    for statement in statements.create_raw(database, raw_tables()):
        run(remote, statement)
    create_raw_tables(local)
    columns = list(raw_tables()[LEDGER])
    rows = run(remote, f"select {', '.join(columns)} from {database}.raw.{LEDGER} order by load_id")
    # A load that did not reach Snowflake is read again under the same number.
    known = max((row[columns.index("load_id")] for row in rows), default=0)
    for table in raw_tables():
        run_local(local, f"delete from raw.{table} where {_load_column(table)} > {known}")
    run_local(local, f"delete from raw.{LEDGER}")
    if rows:
        places = ", ".join("?" for _ in columns)
        local.executemany(f"insert into raw.{LEDGER} ({', '.join(columns)}) values ({places})", rows)


def last_load_id(remote: Any, database: str) -> int:
    """The latest load that Snowflake's ledger knows."""
    return int(run(remote, f"select coalesce(max(load_id), 0) from {database}.raw.{LEDGER}")[0][0])


def copy_new_loads(remote: Any, database: str, local: duckdb.DuckDBPyConnection) -> list[str]:
    """Copy every load that Snowflake does not know yet; the tables that got rows. One transaction on Snowflake."""
    known = last_load_id(remote, database)
    copied = []
    with tempfile.TemporaryDirectory() as folder:
        run(remote, "begin")
        try:
            for table in sorted(raw_tables(), key=lambda name: name == LEDGER):
                run(remote, f"delete from {database}.raw.{table} where {_load_column(table)} > {known}")
                file = Path(folder, f"{table}_{known}.parquet")
                if _export(local, table, known, file):
                    run(remote, statements.put_file(database, file))
                    run(remote, statements.copy_into(f"{database}.raw.{table}", database, file.name))
                    copied.append(table)
            run(remote, "commit")
        except BaseException:
            run(remote, "rollback")
            raise
    return copied


def _load_column(table: str) -> str:
    return "load_id" if "load_id" in raw_tables()[table] else "_load_id"


def _export(local: duckdb.DuckDBPyConnection, table: str, known: int, file: Path) -> int:
    """Rows of loads after `known` into a Parquet file; their number, and no file where there are none."""
    rows = f"from raw.{table} where {_load_column(table)} > {known}"
    count: int = run_local(local, f"select count(*) {rows}")[0][0]
    if count:
        target = f"{statements.literal(str(file))} (format parquet, compression zstd)"
        run_local(local, f"copy (select * {rows}) to {target}")
    return count
