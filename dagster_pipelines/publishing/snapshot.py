"""Copies what is served out of the build database into a new file that BI clients of any age can open."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

SERVED_SCHEMAS = ("marts", "core", "quality")
LINES_TABLE = ("core", "fct_invoice_lines")
# Newer storage formats are refused by the 1.x clients that BI tools ship with.
STORAGE_VERSION = "v1.2.0"


@dataclass(frozen=True)
class CopiedTable:
    schema: str
    name: str
    row_count: int


def run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Iterable[object] = ()) -> list[tuple]:
    """Run a statement and consume its result, without which the next one is refused."""
    return connection.execute(sql, list(parameters)).fetchall()


def run_script(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Run the statements of a file; each ends with a semicolon at the end of a line."""
    for statement in path.read_text("utf-8").split(";\n"):
        if statement.strip():
            run(connection, statement)


def literal(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def grains(manifest_path: Path) -> dict[str, list[str]]:
    """Model name → the columns of its grain, from the tests that prove it."""
    if not manifest_path.exists():
        return {}
    nodes = json.loads(manifest_path.read_text("utf-8"))["nodes"]
    found: dict[str, list[str]] = {}
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        columns = (test.get("kwargs") or {}).get("columns")
        if test.get("name") == "unique_grain" and node.get("attached_node") and isinstance(columns, list):
            found.setdefault(node["attached_node"].split(".")[-1], columns)
    return found


def _served_relations(connection: duckdb.DuckDBPyConnection, serve_lines: bool) -> list[tuple[str, str]]:
    relations = run(
        connection,
        "select table_schema, table_name from information_schema.tables "
        "where table_catalog = 'build' and table_schema in ('marts', 'core', 'quality') order by all",
    )
    return [relation for relation in relations if serve_lines or relation != LINES_TABLE]


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> list[str]:
    return [
        column
        for (column,) in run(
            connection,
            "select column_name from information_schema.columns where table_catalog = 'build' "
            "and table_schema = ? and table_name = ? order by ordinal_position",
            [schema, name],
        )
    ]


def _copy_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """A copy between databases loses descriptions, and BI tools show them."""
    tables = run(
        connection,
        "select schema_name, table_name, comment from duckdb_tables() "
        "where database_name = 'build' and comment is not null "
        "union all select schema_name, view_name, comment from duckdb_views() "
        "where database_name = 'build' and comment is not null",
    )
    columns = run(
        connection,
        "select schema_name, table_name, column_name, comment from duckdb_columns() "
        "where database_name = 'build' and comment is not null",
    )
    standing = set(
        run(connection, "select schema_name, table_name from duckdb_tables() where database_name = 'served'")
    )
    for schema, table, comment in tables:
        if (schema, table) in standing:
            run(connection, f"comment on table served.{quoted(schema)}.{quoted(table)} is {literal(comment)}")
    for schema, table, column, comment in columns:
        if (schema, table) in standing:
            target = f"served.{quoted(schema)}.{quoted(table)}.{quoted(column)}"
            run(connection, f"comment on column {target} is {literal(comment)}")


def copy_served(
    build_database: Path, served_database: Path, grain_columns: dict[str, list[str]], serve_lines: bool
) -> list[CopiedTable]:
    """Write the served schemas into a new database, each table sorted by its grain.

    The build database is opened read-only. Raises duckdb.Error, for instance when the disk is full.
    """
    copied = []
    with duckdb.connect() as connection:
        run(connection, f"attach {literal(build_database)} as build (read_only)")
        run(connection, f"attach {literal(served_database)} as served (storage_version {literal(STORAGE_VERSION)})")
        for schema in SERVED_SCHEMAS:
            run(connection, f"create schema if not exists served.{schema}")
        for schema, name in _served_relations(connection, serve_lines):
            columns = _columns(connection, schema, name)
            keys = [column for column in grain_columns.get(name, columns[:1]) if column in columns]
            order = ", ".join(quoted(column) for column in keys)
            relation = f"{quoted(schema)}.{quoted(name)}"
            order_by = f" order by {order}" if order else ""
            run(connection, f"create table served.{relation} as select * from build.{relation}{order_by}")
            count = run(connection, f"select count(*) from served.{relation}")[0][0]
            copied.append(CopiedTable(schema, name, count))
        _copy_comments(connection)
        run(connection, "checkpoint served")
    return copied
