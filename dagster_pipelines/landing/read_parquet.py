"""Parquet through the engine's own reader."""

from pathlib import Path

import duckdb

from dagster_pipelines.landing.columns import ColumnMatch
from dagster_pipelines.landing.insert import Target, insert_records, list_unread_values, literal
from dagster_pipelines.landing.ledger import run
from dagster_pipelines.landing.typing import typed_value


def parquet_types(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Column name → engine type, in the order of the file."""
    rows = run(connection, "describe select * from read_parquet(?)", [str(path)])
    return {row[0]: row[1] for row in rows}


def insert_parquet(
    connection: duckdb.DuckDBPyConnection, target: Target, path: Path, types: dict[str, str], match: ColumnMatch
) -> None:
    """Append the file's records to their raw table; the reader itself numbers them."""
    header = list(types)
    values = {}
    for column in target.table.columns:
        if column.name in match.places:
            name = header[match.places[column.name]]
            values[column.name] = typed_value(column, '"' + name.replace('"', '""') + '"', types[name])
    reader = f"read_parquet({literal(str(path))}, file_row_number=true)"
    insert_records(connection, target, values, reader, "file_row_number + 1")
    list_unread_values(connection, target, values)
