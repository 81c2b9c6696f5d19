"""What is served, copied from Snowflake into the local build database.

Pages, messages and the snapshot folder read it there as if DuckDB had built it; served tables are small (facts of
documents, not lines). Types and descriptions are those of the project's contracts.
"""

import json
from pathlib import Path
from typing import Any

import duckdb

from dagster_pipelines.publishing.snapshot import literal, quoted
from dagster_pipelines.publishing.snapshot import run as run_local
from dagster_pipelines.snowflake import statements
from dagster_pipelines.snowflake.publishing import LINES_TABLE

Node = dict[str, Any]


def served_models(manifest_path: Path, serve_lines: bool) -> list[Node]:
    """The manifest's nodes of everything that is served."""
    nodes = json.loads(manifest_path.read_text("utf-8"))["nodes"].values()
    models = [
        node for node in nodes if node["resource_type"] == "model" and node["schema"] in statements.SERVED_SCHEMAS
    ]
    return [node for node in models if serve_lines or (node["schema"], node["alias"]) != LINES_TABLE]


def copy_served(remote: Any, build: str, local_file: Path, manifest_path: Path, serve_lines: bool) -> int:
    """Replace the served schemas of the local build database; the number of tables."""
    models = served_models(manifest_path, serve_lines)
    with duckdb.connect(str(local_file)) as local:
        for schema in statements.SERVED_SCHEMAS:
            run_local(local, f"drop schema if exists {schema} cascade")
            run_local(local, f"create schema {schema}")
        for node in models:
            cursor = remote.cursor()
            cursor.execute(f"select * from {build}.{node['schema']}.{node['alias']}")
            _store(local, node, cursor.fetch_arrow_all(force_return_table=True))
    return len(models)


def _store(local: duckdb.DuckDBPyConnection, node: Node, rows: Any) -> None:
    """One table with the types and descriptions that the manifest states; a column without a type keeps its own."""
    table = f"{node['schema']}.{quoted(node['alias'])}"
    described = {name.lower(): column for name, column in node["columns"].items()}
    columns = [name.lower() for name in rows.column_names]
    casts = ", ".join(
        f"cast({quoted(name)} as {described[name]['data_type']}) as {name}"
        if described.get(name, {}).get("data_type")
        else f"{quoted(name)} as {name}"
        for name in columns
    )
    local.register("snowflake_rows", rows.rename_columns(columns))
    run_local(local, f"create or replace table {table} as select {casts} from snowflake_rows")
    local.unregister("snowflake_rows")
    if node["description"]:
        run_local(local, f"comment on table {table} is {literal(node['description'])}")
    for name in columns:
        if description := described.get(name, {}).get("description"):
            run_local(local, f"comment on column {table}.{quoted(name)} is {literal(description)}")
