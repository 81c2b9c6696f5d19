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
        columns = (test.get("kwargs") or {}).get("grain")
        if test.get("name") == "columns_hold" and node.get("attached_node") and columns:
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


def _describe(connection: duckdb.DuckDBPyConnection, manifest_path: Path) -> None:
    """Descriptions of tables and columns become comments, which BI tools show.

    They come from the manifest: writing a thousand comments into the build database first cost a sixth of a small build.
    """
    if not manifest_path.exists():
        return
    standing = {
        (schema, table, column)
        for schema, table, column in run(
            connection,
            "select schema_name, table_name, column_name from duckdb_columns() where database_name = 'served'",
        )
    }
    tables = {(schema, table) for schema, table, _ in standing}
    for node in json.loads(manifest_path.read_text("utf-8"))["nodes"].values():
        schema, table = node["schema"], node.get("alias")
        if node["resource_type"] != "model" or (schema, table) not in tables:
            continue
        relation = f"served.{quoted(schema)}.{quoted(table)}"
        if node["description"]:
            run(connection, f"comment on table {relation} is {literal(node['description'])}")
        for name, column in node["columns"].items():
            if column["description"] and (schema, table, name) in standing:
                run(connection, f"comment on column {relation}.{quoted(name)} is {literal(column['description'])}")


def copy_served(
    build_database: Path, served_database: Path, manifest_path: Path, serve_lines: bool
) -> list[CopiedTable]:
    """Write the served schemas into a new database, each table sorted by its grain.

    The build database is opened read-only. Raises duckdb.Error, for instance when the disk is full.
    """
    grain_columns = grains(manifest_path)
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
        _describe(connection, manifest_path)
        run(connection, "checkpoint served")
    return copied
