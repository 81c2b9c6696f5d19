"""The raw schema: one table a contract table, and what the loader knows of the files."""

import duckdb

from dagster_pipelines.landing.contract import landing_tables, ledger_tables

PLACE_COLUMNS = {"_unread_record": "varchar", "_file_name": "varchar", "_load_id": "bigint", "_record_number": "bigint"}


def run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: list | None = None) -> list[tuple]:
    """Run one statement and consume its result, which the engine requires before the next one."""
    return connection.execute(sql, parameters or []).fetchall()


def raw_tables() -> dict[str, dict[str, str]]:
    """Every table of the raw schema: name → column → type."""
    records = {
        name: {**{column.name: column.data_type for column in table.columns}, **PLACE_COLUMNS}
        for name, table in landing_tables().items()
    }
    return records | ledger_tables()


def create_raw_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of the contract stands in `raw`, empty where nothing came; new contract columns are added."""
    run(connection, "create schema if not exists raw")
    wanted = raw_tables()
    standing: dict[str, set[str]] = {}
    for table, column in run(
        connection,
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'raw' and table_catalog = current_database()",
    ):
        standing.setdefault(table, set()).add(column)
    for name, columns in wanted.items():
        if name not in standing:
            run(
                connection,
                f"create table raw.{name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})",
            )
        for column in columns.keys() - standing.get(name, columns.keys()):
            run(connection, f"alter table raw.{name} add column {column} {columns[column]}")


def has_ledger(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything was ever loaded into this warehouse."""
    return bool(
        run(
            connection,
            "select 1 from information_schema.tables where table_schema = 'raw' and table_name = 'landing_files' "
            "and table_catalog = current_database()",
        )
    )


def active_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """File name → content hash of its active version, the one loaded last."""
    if not has_ledger(connection):
        return {}
    return dict(
        run(connection, "select file_name, max_by(content_hash, load_id) from raw.landing_files group by file_name")
    )


def delivered_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Tables of which a file was loaded before."""
    if not has_ledger(connection):
        return set()
    return {name for (name,) in run(connection, "select distinct table_name from raw.landing_files")}


def next_load_id(connection: duckdb.DuckDBPyConnection) -> int:
    return run(connection, "select coalesce(max(load_id), 0) + 1 from raw.landing_files")[0][0]
