"""The input contract as Python objects, read from the one file that states it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

CONTRACT_FILE = Path(__file__).parents[2] / "dbt_project" / "models" / "staging" / "_landing__sources.yml"


@dataclass(frozen=True)
class Column:
    """One column of a landing table; `data_type` is the type that staging gives it."""

    name: str
    data_type: str
    is_required: bool
    meta: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One landing table: its columns in the order of the contract, its key, and what its absence costs."""

    name: str
    is_required: bool
    key: tuple[str, ...]
    amount: str | None
    without: str | None
    columns: tuple[Column, ...]
    rules: tuple[dict[str, str], ...]
    parents: dict[str, str]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required_columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.is_required)


def _meta(node: dict[str, Any]) -> dict[str, Any]:
    return node.get("config", {}).get("meta", {})


def _column(node: dict[str, Any]) -> Column:
    return Column(node["name"], node["data_type"], bool(_meta(node).get("required")), _meta(node))


def _table(node: dict[str, Any]) -> Table:
    meta = _meta(node)
    return Table(
        name=node["name"],
        is_required=bool(meta.get("required")),
        key=tuple(meta["key"]),
        amount=meta.get("amount"),
        without=meta.get("without"),
        columns=tuple(_column(column) for column in node["columns"]),
        rules=tuple(meta.get("rules", ())),
        parents=meta.get("parents", {}),
    )


@lru_cache
def _sources(path: Path) -> dict[str, list[dict[str, Any]]]:
    document = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {source["name"]: source["tables"] for source in document["sources"]}


@lru_cache
def landing_tables(path: Path = CONTRACT_FILE) -> dict[str, Table]:
    """Every table of the input contract by name, in the contract's order."""
    return {node["name"]: _table(node) for node in _sources(path)["landing"]}


@lru_cache
def ledger_tables(path: Path = CONTRACT_FILE) -> dict[str, dict[str, str]]:
    """The loader's own tables: name → column → type."""
    return {
        node["name"]: {column["name"]: column["data_type"] for column in node["columns"]}
        for node in _sources(path)["landing_ledger"]
    }
