"""Run single dbt models on small tables made by a test.

The project is compiled once; then the SQL of the wanted models and of everything between them and the given input tables
runs in an in-memory DuckDB. So a rule can be compared with an independent oracle on thousands of random rows, without
landing files and without the rest of the warehouse.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCES = "dbt_project/models/staging/_landing__sources.yml"

Row = Mapping[str, Any]

# Tables of the core and intermediate layers that tests hand in: only the columns that the models under test read.
INPUT_COLUMNS: dict[str, dict[str, str]] = {
    "dim_months": {
        "month_index": "integer",
        "month_start_date": "date",
        "month_end_date": "date",
        "fiscal_year": "integer",
        "is_review": "boolean",
        "is_current_review": "boolean",
    },
    "dim_customers": {
        "customer_id": "varchar",
        "customer_name": "varchar",
        "group_head_id": "varchar",
        "is_group_head": "boolean",
        "industry": "varchar",
        "country": "varchar",
        "annual_revenue_amount": "numeric(28,8)",
        "account_manager_id": "varchar",
        "account_manager_name": "varchar",
    },
    "dim_products": {"product_id": "varchar", "product_category": "varchar", "offering_type": "varchar"},
    "bridge_customer_members": {"customer_id": "varchar", "member_customer_id": "varchar", "is_head": "boolean"},
    "int_exchange_rates": {"currency": "varchar", "rate_date": "date", "exchange_rate": "numeric(18,12)"},
    "fct_category_sales": {
        "customer_id": "varchar",
        "product_category": "varchar",
        "offering_type": "varchar",
        "month_index": "integer",
        "net_amount": "numeric(28,8)",
    },
    "fct_customer_months": {
        "customer_id": "varchar",
        "month_index": "integer",
        "month_end_date": "date",
        "fiscal_year": "integer",
        "is_customer_review": "boolean",
        "net_amount": "numeric(28,8)",
    },
    "customer_value_metrics": {
        "customer_id": "varchar",
        "review_date": "date",
        "customer_name": "varchar",
        "lifecycle_status": "varchar",
        "net_sales_12m_amount": "numeric(28,8)",
    },
    "customer_tiers": {
        "customer_id": "varchar",
        "scheme_code": "varchar",
        "review_date": "date",
        "effective_tier_code": "varchar",
    },
    "int_influence_scores": {
        "customer_id": "varchar",
        "review_date": "date",
        "influence_score": "double",
        "influence_source": "varchar",
    },
    "fct_invoices": {"invoice_id": "varchar", "month_index": "integer"},
    "dim_account_managers": {"account_manager_id": "varchar", "account_manager_name": "varchar"},
    "company_name_matches": {
        "industry": "varchar",
        "company_name": "varchar",
        "matched_customer_id": "varchar",
        "match_score": "double",
        "next_best_score": "double",
        "match_status": "varchar",
    },
}


class CompiledModels:
    """The compiled project and the ways to run parts of it."""

    def __init__(self, folder: Path, variables: Mapping[str, Any]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "WAREHOUSE": str(folder),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'python_models'}",
        }
        command = [
            str(Path(sys.executable).parent / "dbt"), "compile", "--quiet",
            "--project-dir", str(ROOT / "dbt_project"), "--profiles-dir", str(ROOT / "dbt_project"),
            "--vars", json.dumps(dict(variables)),
        ]  # fmt: skip
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, cwd=ROOT)
        if finished.returncode:
            raise RuntimeError(f"dbt compile failed:\n{finished.stdout}\n{finished.stderr}")
        manifest = json.loads((folder / "target" / "manifest.json").read_text())
        self.nodes = {
            node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")
        }
        self.names = {unique_id: node["name"] for unique_id, node in manifest["nodes"].items()}
        declared = yaml.safe_load((ROOT / SOURCES).read_text())["sources"][0]["tables"]
        self.staging = {
            f"stg_{table['name']}": {column["name"]: column["data_type"] for column in table["columns"]}
            for table in declared
        }

    def columns_of(self, name: str) -> dict[str, str]:
        """Types of an input table: from the landing contract, from the list above, or from the model's own contract."""
        if name in self.staging:
            return self.staging[name]
        if name in INPUT_COLUMNS:
            return INPUT_COLUMNS[name]
        return {column["name"]: column["data_type"] for column in self.nodes[name]["columns"].values()}

    def plan(self, targets: Sequence[str], given: Iterable[str]) -> list[str]:
        """Models and seeds to build, parents first, stopping at the tables that the test gives."""
        stop, ordered = set(given), []

        def visit(name: str) -> None:
            if name in stop or name in ordered:
                return
            for parent in self.nodes[name].get("depends_on", {}).get("nodes", []):
                if parent in self.names:
                    visit(self.names[parent])
            ordered.append(name)

        for target in targets:
            visit(target)
        return ordered

    def run(
        self,
        targets: Sequence[str],
        inputs: Mapping[str, Sequence[Row]],
        policy: Mapping[str, Sequence[Row]] | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """A connection in which `targets` stand, built from `inputs`; `policy` replaces whole seeds."""
        connection = duckdb.connect()
        connection.execute("attach ':memory:' as build").fetchall()
        connection.execute("use build").fetchall()
        missing = [name for name in self.needed_inputs(targets, inputs) if name not in inputs]
        for name in [*inputs, *missing]:
            self._load(connection, name, self.columns_of(name), inputs.get(name, ()))
        for name in self.plan(targets, [*inputs, *missing]):
            node = self.nodes[name]
            if node["resource_type"] == "seed":
                rows = (policy or {}).get(name)
                if rows is None:
                    path = ROOT / "dbt_project" / node["original_file_path"]
                    rows = [
                        {key: value or None for key, value in row.items()}
                        for row in csv.DictReader(path.open(encoding="utf-8"))
                    ]
                self._load(connection, name, node["config"]["column_types"], rows)
            elif name in targets or node["config"]["materialized"] != "ephemeral":
                self.build(connection, name)
        return connection

    def build(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make the table of one model from tables that stand already."""
        node = self.nodes[name]
        connection.execute(f"create schema if not exists {node['schema']}").fetchall()
        connection.execute(f"create or replace table {self._relation(name)} as {node['compiled_code']}").fetchall()

    def needed_inputs(self, targets: Sequence[str], inputs: Mapping[str, Any]) -> list[str]:
        """Input tables that the test did not give: they stand empty, as where a company does not deliver them."""
        known = {*self.staging, *INPUT_COLUMNS}
        return [name for name in self.plan(targets, [*inputs, *known]) if name in known] + sorted(
            {
                parent
                for name in self.plan(targets, [*inputs, *known])
                for unique_id in self.nodes[name].get("depends_on", {}).get("nodes", [])
                if (parent := self.names.get(unique_id)) in known and parent not in inputs
            }
        )

    def _relation(self, name: str) -> str:
        return f'"build"."{self.nodes[name]["schema"]}"."{name}"'

    def _load(
        self, connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Sequence[Row]
    ) -> None:
        relation = self._relation(name)
        connection.execute(f"create schema if not exists {self.nodes[name]['schema']}").fetchall()
        declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"create or replace table {relation} ({declared})").fetchall()
        if rows:
            # one column of texts each: a row at a time would take minutes
            texts = pa.table({column: pa.array([_text(row.get(column)) for row in rows], pa.string()) for column in columns})
            connection.register("texts", texts)
            casts = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in columns.items())
            connection.execute(f"insert into {relation} select {casts} from texts").fetchall()
            connection.unregister("texts")


def _text(value: Any) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def records(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Rows of a query as dictionaries."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
