"""Parquet through the engine's own reader: its typed values become the text that the contract asks of CSV."""

from pathlib import Path

import duckdb

from dagster_pipelines.landing.columns import ColumnMatch
from dagster_pipelines.landing.contract import Table
from dagster_pipelines.landing.ledger import run


def parquet_types(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Column name → engine type, in the order of the file."""
    rows = run(connection, "describe select * from read_parquet(?)", [str(path)])
    return {row[0]: row[1] for row in rows}


def _as_text(name: str, kind: str, data_type: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    if data_type == "date" and kind.startswith("TIMESTAMP"):
        return f"cast(cast({column} as date) as varchar)"
    if data_type == "varchar" and kind in ("DOUBLE", "FLOAT"):
        # Ids with gaps come out of data frames as floating-point numbers; 103.0 means 103.
        return (
            f"case when {column} = floor({column}) and abs({column}) < 1e15 "
            f"then cast(cast({column} as bigint) as varchar) else cast({column} as varchar) end"
        )
    return f"cast({column} as varchar)"


def insert_parquet(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, types: dict[str, str], match: ColumnMatch,
    file_name: str, load_id: int,
) -> None:
    """Append the file's records to `raw.<table>` as text; the reader itself numbers them."""
    header = list(types)
    data_types = {column.name: column.data_type for column in table.columns}
    values = [_as_text(header[place], types[header[place]], data_types[name]) for name, place in match.places.items()]
    run(
        connection,
        f"insert into raw.{table.name} ({', '.join(match.places)}, _file_name, _load_id, _record_number) "
        f"select {', '.join(values)}, ?, {load_id}, file_row_number + 1 from read_parquet(?, file_row_number=true)",
        [file_name, str(path)],
    )
