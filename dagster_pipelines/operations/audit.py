"""What stands in the build database after a build: what became of the records, and how many rows there are."""

from pathlib import Path

import duckdb

AUDIT = """
select
    sum(received), sum(loaded), sum(superseded), sum(rejected),
    string_agg(distinct table_name, ', ' order by table_name) filter (where rejected > 0)
from quality.load_audit
"""


def audit_lines(build_database: Path) -> list[str]:
    """Received = loaded + superseded + rejected over all files, and which tables have rejects."""
    with duckdb.connect(str(build_database), read_only=True) as connection:
        received, loaded, superseded, rejected, tables = connection.execute(AUDIT).fetchall()[0]
    line = f"{received or 0:,} records received = {loaded or 0:,} loaded + {superseded or 0:,} superseded"
    where = f" (quality.rejected_rows: {tables})" if rejected else ""
    return [f"{line} + {rejected or 0:,} rejected{where}"]


def row_counts(build_database: Path) -> dict[tuple[str, str], int]:
    """Rows of every table by schema and name; of fresh tables the engine knows them without reading."""
    with duckdb.connect(str(build_database), read_only=True) as connection:
        rows = connection.execute(
            "select schema_name, table_name, estimated_size from duckdb_tables() "
            "where database_name = current_database()"
        ).fetchall()
    return {(schema, name): count for schema, name, count in rows}
