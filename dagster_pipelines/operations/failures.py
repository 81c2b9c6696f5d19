"""What failed in a dbt build, for people: which rows of which model, where to look, what to do."""

from pathlib import Path
from typing import Any

import duckdb

ROWS_SHOWN = 3
FAILED = {"error", "fail", "runtime error"}


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _rows(database: Path, sql: str) -> list[str]:
    """A few rows that a failed test returns, as `column=value`."""
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            cursor = connection.execute(f"select * from ({sql}) limit {ROWS_SHOWN}")
            names = [column[0] for column in cursor.description or []]
            return [
                ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True))
                for row in cursor.fetchall()
            ]
    except duckdb.Error as error:
        return [f"(rows cannot be shown: {_one_line(str(error))})"]


def _tested_model(node: Any) -> str:
    attached = getattr(node, "attached_node", None) or ""
    parents = [attached] if attached else list(node.depends_on.nodes)
    return ", ".join(parent.split(".")[-1] for parent in parents) or node.name


def failure_lines(results: Any, database: Path) -> list[str]:
    """One paragraph for each failed node; what was skipped because of it is only counted."""
    lines = []
    for result in results or []:
        status = str(result.status).lower()
        if status not in FAILED:
            continue
        node = result.node
        kind = str(node.resource_type).split(".")[-1].lower()
        if kind == "test" and result.failures:
            lines.append(f"FAILED {_tested_model(node)}: {result.failures} rows break the check {node.name}")
            lines += [f"    {row}" for row in _rows(database, node.compiled_code)]
        else:
            lines.append(f"FAILED {kind} {node.name}: {_one_line(result.message)}")
        lines.append(f"    look at {node.original_file_path}")
    return lines


def counts(results: Any) -> dict[str, int]:
    """How many models, seeds and checks were built, passed, warned and failed."""
    found = {"models": 0, "seeds": 0, "checks": 0, "warnings": 0, "failed": 0, "skipped": 0}
    for result in results or []:
        status, kind = str(result.status).lower(), str(result.node.resource_type).split(".")[-1].lower()
        if status in FAILED:
            found["failed"] += 1
        elif status == "skipped":
            found["skipped"] += 1
        else:
            found["warnings"] += status == "warn"
            found[{"model": "models", "seed": "seeds", "test": "checks"}.get(kind, "models")] += 1
    return found
