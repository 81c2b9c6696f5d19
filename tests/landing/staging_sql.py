"""The staging SQL as dbt compiles it, run in one DuckDB process: a hundred landing folders need one dbt start."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

REPOSITORY = Path(__file__).parents[2]
MODELS = "staging load_audit rejected_rows"


@dataclass(frozen=True)
class Model:
    name: str
    schema: str
    sql: str
    is_view: bool


def compile_models(target: Path, select: str = MODELS, variables: str = "{}") -> list[Model]:
    """Models in the order in which they can be built."""
    environment = os.environ | {
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target / "logs"),
        "WAREHOUSE": str(target),
        "DBT_TARGET": "duckdb",
    }
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [
            dbt,
            "compile",
            "--project-dir",
            "dbt_project",
            "--profiles-dir",
            "dbt_project",
            "--vars",
            variables,
            "--select",
            *select.split(),
        ],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    manifest = json.loads((target / "manifest.json").read_text())
    nodes = {
        key: node for key, node in manifest["nodes"].items() if key.startswith("model.") and node.get("compiled_path")
    }
    ordered: list[str] = []

    def visit(key: str) -> None:
        if key in nodes and key not in ordered:
            for parent in nodes[key]["depends_on"]["nodes"]:
                visit(parent)
            ordered.append(key)

    for key in nodes:
        visit(key)
    return [
        Model(
            nodes[key]["name"],
            nodes[key]["schema"],
            (REPOSITORY / "dbt_project" / nodes[key]["compiled_path"]).read_text()
            if not Path(nodes[key]["compiled_path"]).is_absolute()
            else Path(nodes[key]["compiled_path"]).read_text(),
            nodes[key]["config"]["materialized"] == "view",
        )
        for key in ordered
    ]


class Warehouse:
    """An in-memory build database that loads landing folders and runs the compiled staging SQL.

    It is emptied and used again: views stand, and tables without a row in raw and in the last build are left alone.
    """

    def __init__(self, models: list[Model]) -> None:
        self.models = models
        self.connection = duckdb.connect()
        self.run("attach ':memory:' as build")
        self.run("use build")
        self.run("set threads = 1")
        self.is_built = False

    def run(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def record_counts(self) -> dict[str, int]:
        """Number of rows of each raw table that holds any."""
        tables = [name for (name,) in self.run("select table_name from duckdb_tables() where schema_name = 'raw'")]
        counts = {name: self.run(f"select count(*) from raw.{name}")[0][0] for name in tables}
        return {name: count for name, count in counts.items() if count}

    def reset(self) -> "Warehouse":
        for name in self.record_counts():
            self.run(f"delete from raw.{name}")
        return self

    def build(self) -> "Warehouse":
        """Build staging and its quality models over all of raw."""
        filled = self.record_counts()
        for schema in {model.schema for model in self.models}:
            self.run(f"create schema if not exists {schema}")
        for model in self.models:
            relation = f"{model.schema}.{model.name}"
            if not self.is_built:
                self.run(f"create or replace {'view' if model.is_view else 'table'} {relation} as {model.sql}")
            elif not model.is_view:
                table = model.name.removeprefix("stg_").removesuffix("_exceptions")
                if (
                    not model.name.endswith("_exceptions")
                    or table in filled
                    or self.run(f"select 1 from {relation} limit 1")
                ):
                    self.run(f"create or replace table {relation} as {model.sql}")
        self.is_built = True
        self.__dict__.pop("audit", None)
        return self

    def close(self) -> None:
        self.connection.close()

    def rejects(self) -> dict[tuple[str, str], int]:
        """Number of rejected rows by table and reason code."""
        return {
            (table, code): count
            for table, code, count in self.run(
                "select table_name, reason_code, count(*) from quality.rejected_rows group by all order by all"
            )
        }

    @cached_property
    def audit(self) -> list[tuple]:
        """table, file, received, loaded, superseded, rejected and the four control totals."""
        return self.run(
            "select table_name, file_name, received, loaded, superseded, rejected, "
            "received_amount, loaded_amount, superseded_amount, rejected_amount from quality.load_audit order by all"
        )

    def totals(self) -> dict[str, int]:
        """Records received, loaded, superseded and rejected over all files."""
        return {
            name: sum(row[2 + place] for row in self.audit)
            for place, name in enumerate(("received", "loaded", "superseded", "rejected"))
        }

    def broken_identities(self) -> list[tuple]:
        """Files of which a record or an amount is lost."""
        return [row for row in self.audit if row[2] != sum(row[3:6]) or row[6] != sum(row[7:10])]
