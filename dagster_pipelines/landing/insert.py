"""Records of one file into their raw table: typed, numbered, and with what did not fit kept as text beside them."""

from dataclasses import dataclass

import duckdb

from dagster_pipelines.landing.contract import Table
from dagster_pipelines.landing.ledger import run
from dagster_pipelines.landing.typing import TypedValue


@dataclass(frozen=True)
class Target:
    """Where the records of one file go."""

    table: Table
    file_name: str
    load_id: int

    @property
    def where(self) -> str:
        return f"_load_id = {self.load_id}"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def insert_records(
    connection: duckdb.DuckDBPyConnection,
    target: Target,
    values: dict[str, TypedValue],
    reader: str,
    record_number: str,
) -> None:
    """Append the records that `reader` yields; one with a value that does not fit its column keeps its text as JSON."""
    unread = [value.is_unread for value in values.values() if value.is_unread]
    record = "to_json(struct_pack(" + ", ".join(f"{name} := {value.text}" for name, value in values.items()) + "))"
    unread_record = f"case when {' or '.join(unread)} then {record} end" if unread else "null"
    run(
        connection,
        f"insert into raw.{target.table.name} "
        f"({', '.join(values)}, _unread_record, _file_name, _load_id, _record_number) "
        f"select {', '.join(value.typed for value in values.values())}, {unread_record}, {literal(target.file_name)}, "
        f"{target.load_id}, {record_number} from {reader}",
    )


def number_records(connection: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Number the records from 1 in the order of the file.

    The CSV reader has no row number, and row_number() over () makes the whole read single-threaded (10 million lines:
    20 s against 11 s). Rows of one insert stand in the order of the file with gapless row ids, which is checked.
    """
    table = f"raw.{target.table.name}"
    first, last, count = run(connection, f"select min(rowid), max(rowid), count(*) from {table} where {target.where}")[
        0
    ]
    if not count:
        return
    if last - first + 1 != count:
        raise RuntimeError(f"{table}: the row ids of load {target.load_id} have gaps, so records cannot be numbered")
    run(connection, f"update {table} set _record_number = rowid - {first} + 1 where {target.where}")


def list_unread_values(connection: duckdb.DuckDBPyConnection, target: Target, values: dict[str, TypedValue]) -> None:
    """One row in the ledger for each value that does not fit its column, for staging to name the reason."""
    table, where = f"raw.{target.table.name}", f"{target.where} and _unread_record is not null"
    if not run(connection, f"select 1 from {table} where {where} limit 1"):
        return

    def text(name: str) -> str:
        return f"json_extract_string(_unread_record, '$.{name}')" if name in values else "null"

    raw_row = " || ',' || ".join(
        f"""coalesce('"' || replace({text(name)}, '"', '""') || '"', '')""" for name in target.table.column_names
    )
    for column in target.table.columns:
        if column.name in values and values[column.name].is_unread:
            run(
                connection,
                "insert into raw.landing_unread_values "
                f"select _load_id, '{target.table.name}', _file_name, _record_number, '{column.name}', "
                f"'{column.data_type}', "
                f"trim({text(column.name)}), {raw_row} from {table} "
                f"where {where} and {column.name} is null and trim({text(column.name)}) <> ''",
            )
