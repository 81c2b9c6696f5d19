"""Reads the served database: one SQL file is one frame."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

QUERIES = Path(__file__).parent / "queries"
RELATION = re.compile(r"\b(?:from|join)\s+((?:marts|core|quality)\.[a-z0-9_]+)", re.IGNORECASE)
COMMENT = re.compile(r"--[^\n]*")


class MissingMart(RuntimeError):
    """A page reads a mart that the served database does not have."""


class MissingColumn(RuntimeError):
    """A mart is served without a column that a query reads: the question is shown as unanswerable."""


def query_text(name: str) -> str:
    """SQL of a query; `name` is its path below queries/ without the suffix."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def query_relations(name: str) -> frozenset[str]:
    """Relations (`schema.table`) that a query reads."""
    return frozenset(found.lower() for found in RELATION.findall(COMMENT.sub("", query_text(name))))


class ServedDatabase:
    """A read-only view of one published snapshot."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"there is no served database at {path}")
        self.path = path
        self.connection = duckdb.connect(
            str(path), read_only=True, config={"enable_external_access": "false", "preserve_insertion_order": "true"}
        )
        rows = self.connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
        self.relations = frozenset(f"{schema}.{table}".lower() for schema, table in rows)

    def __enter__(self) -> ServedDatabase:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def require(self, queries: Iterable[str]) -> None:
        """Stops with the name of every mart that the queries need and the database lacks."""
        missing = {relation: name for name in queries for relation in query_relations(name) if relation not in self.relations}
        if missing:
            listed = "; ".join(f"{relation} (read by dashboards/queries/{name}.sql)" for relation, name in sorted(missing.items()))
            raise MissingMart(f"the served database {self.path} lacks {listed}")

    def frame(self, name: str) -> pd.DataFrame:
        """Result of one query. Raises MissingColumn where a mart stands without a column that is read."""
        try:
            return self.connection.execute(query_text(name)).df()
        except (duckdb.BinderException, duckdb.CatalogException) as problem:
            reason = str(problem).splitlines()[0]
            raise MissingColumn(f"dashboards/queries/{name}.sql: {reason}") from problem

    def rows(self, statement: str) -> list[tuple]:
        """Rows of a statement that a builder composed from a query file."""
        return self.connection.execute(statement).fetchall()
