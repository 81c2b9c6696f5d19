"""Exports every served mart as Parquet: `python -m dashboards.export_parquet DATABASE FOLDER`.

One file a table (`marts/customer_tiers.parquet` …), rows in the order of the published table, for tools that read
files rather than DuckDB.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

SERVED_TABLES = """
select table_schema, table_name
from information_schema.tables
where table_schema in ('marts', 'core', 'quality')
order by 1, 2
"""


def export_parquet(database_path: Path, folder: Path) -> list[Path]:
    """Writes one Parquet file a served table and returns their paths, sorted."""
    written = []
    with duckdb.connect(str(database_path), read_only=True) as connection:
        tables = connection.execute(SERVED_TABLES).fetchall()
        for schema, table in tables:
            path = folder / schema / f"{table}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            target = str(path).replace("'", "''")
            connection.execute(f"copy {schema}.{table} to '{target}' (format parquet, compression zstd)").fetchall()
            written.append(path)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m dashboards.export_parquet DATABASE FOLDER")
    for exported in export_parquet(Path(sys.argv[1]), Path(sys.argv[2])):
        print(exported)
