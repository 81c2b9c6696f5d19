"""Runs the project's own compiled SQL on data given in memory: dbt compiles once, DuckDB executes many times."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from .landing import Landing, Row

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "dbt_project" / "models" / "staging" / "_landing__sources.yml"


def _inputs() -> dict[str, list[dict]]:
    """Columns of every input table, from the machine-readable contract."""
    document = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return {table["name"]: table["columns"] for table in document["sources"][0]["tables"]}


class CompiledModels:
    """All models above the staging layer that some marts need, in the order in which they build."""

    def __init__(self, marts: Iterable[str], as_of: date, folder: Path, **variables: object) -> None:
        variables = {"reporting_currency": "USD", **variables, "as_of_date": as_of.isoformat()}
        self.reporting_currency = variables["reporting_currency"]
        environment = {
            **os.environ,
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
            "WAREHOUSE": str(folder),
        }
        selection = [f"+{mart}" for mart in marts]
        command = [
            Path(sys.executable).parent / "dbt",
            "compile",
            "--project-dir",
            "dbt_project",
            "--profiles-dir",
            "dbt_project",
            "--vars",
            json.dumps(variables),
            "--exclude",
            "path:models/staging",
            "--select",
            *selection,
        ]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            raise RuntimeError(f"dbt compile failed:\n{done.stdout[-3000:]}")
        nodes = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
        self.seeds = [node for node in nodes.values() if node["resource_type"] == "seed"]
        compiled = {
            key: node for key, node in nodes.items() if node["resource_type"] == "model" and node.get("compiled_code")
        }
        self.models: list[dict] = []
        placed: set[str] = set()
        while len(placed) < len(compiled):
            for key, node in compiled.items():
                parents = [parent for parent in node["depends_on"]["nodes"] if parent in compiled]
                if key not in placed and all(parent in placed for parent in parents):
                    placed.add(key)
                    # A step that is read once stands inside the SQL that reads it.
                    if node["config"]["materialized"] != "ephemeral":
                        self.models.append(node)
        self.staging = {node["name"]: node for node in nodes.values() if node["name"].startswith("stg_")}

    def build(self, landing: Landing) -> duckdb.DuckDBPyConnection:
        """A database in memory with staging tables holding `landing`, and every model built on them."""
        connection = duckdb.connect()
        database = self.models[0]["database"]
        connection.execute(f"attach ':memory:' as {database}")
        for schema in {node["schema"] for node in [*self.models, *self.seeds, *self.staging.values()]}:
            connection.execute(f"create schema if not exists {database}.{schema}")
        for seed in self.seeds:
            path = (ROOT / seed["root_path"] / seed["original_file_path"]).resolve()
            types = {name: column["data_type"] for name, column in seed["columns"].items() if column.get("data_type")}
            types |= seed["config"].get("column_types", {})
            columns = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in types.items()) or "*"
            given = f"read_csv('{path}', header = true, all_varchar = {bool(types)})"
            connection.execute(f"create table {seed['relation_name']} as select {columns} from {given}")
        self._stage(connection, landing)
        for model in self.models:
            connection.execute(f"create table {model['relation_name']} as {model['compiled_code']}")
        return connection

    def _stage(self, connection: duckdb.DuckDBPyConnection, landing: Landing) -> None:
        inputs = _inputs()
        for table, columns in inputs.items():
            rows = landing.get(table, [])
            texts = pa.table(
                {
                    column["name"]: pa.array([_text(row, column["name"]) for row in rows], pa.string())
                    for column in columns
                }
            )
            connection.register("given_rows", texts)
            chosen = ", ".join(self._typed(column) for column in columns)
            connection.execute(
                f"create table {self.staging[f'stg_{table}']['relation_name']} as select {chosen} from given_rows"
            )
            connection.unregister("given_rows")
        delivered = ", ".join(f"('{table}', {table in landing})" for table in inputs)
        relation = self.staging["stg_landing_tables"]["relation_name"]
        connection.execute(
            f"create table {relation} as select * from (values {delivered}) as v(table_name, is_delivered)"
        )

    def _typed(self, column: dict) -> str:
        name = column["name"]
        value = f"cast({name} as {column['data_type']})"
        default = column.get("config", {}).get("meta", {}).get("default")
        if default is None:
            return f"{value} as {name}"
        default = self.reporting_currency if default == "reporting_currency" else default
        return f"coalesce({value}, cast('{default}' as {column['data_type']})) as {name}"


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)
