"""Growth guarded by counted work, not by seconds: rows that each model's operators hand on, and scans of the lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from tests.project_rules.project import listed
from tests.refreshes import Warehouse

# An operator may hand on this many rows for each row of the largest table that the model reads: metrics of a review,
# days of a month. A quadratic join on the demo company hands on hundreds to thousands.
ROWS_PER_ROW = 20
# Wider on purpose, with what bounds them.
WIDER = {
    "int_owner_months": 60,  # an assignment lasts that many months
    "int_peer_wallets": 250,  # the sizes of all peers of an industry and category stand beside each customer
}
SMALL = 1_000
# Staging with its rejects and references, the audit, the categories of an invoice, and the fact.
SCANS_OF_LINES = 14


@dataclass(frozen=True)
class Work:
    """What one model's plan did."""

    model: str
    read: int
    most: int
    scans_of_lines: int

    @property
    def rows_per_row(self) -> float:
        return self.most / max(self.read, 1)


def operators(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from operators(child)


def work_of(connection: duckdb.DuckDBPyConnection, model: str, sql: str) -> Work:
    row = connection.execute(f"explain (analyze, format json) {sql}").fetchone()
    assert row
    found = [operator for root in json.loads(row[1])["operator"] for operator in operators(root)]
    scans = [operator for operator in found if "SCAN" in operator["type"]]
    return Work(
        model,
        read=max((operator["intermediate_rows"] for operator in scans), default=0),
        most=max(operator["intermediate_rows"] for operator in found),
        scans_of_lines=sum("invoice_lines" in json.dumps(operator["extra_info"]) for operator in scans),
    )


@pytest.fixture(scope="module")
def work(built_warehouse: Warehouse) -> list[Work]:
    """Every SQL model of the refresh that all tests share, run once more and counted."""
    (models,) = built_warehouse.folder.glob("**/compiled/customer_value/models")
    # The checks of a model stand below a folder that is named as its YAML file.
    compiled = sorted(path for path in models.rglob("*.sql") if not path.parent.name.endswith(".yml"))
    with duckdb.connect(str(built_warehouse.build_database), read_only=True) as connection:
        return [work_of(connection, path.stem, path.read_text("utf-8")) for path in compiled]


def test_no_step_grows_faster_than_what_it_reads(work: list[Work]) -> None:
    broken = [
        f"{done.model}: an operator hands on {done.most:,} rows, the largest table read has {done.read:,}"
        for done in work
        if done.most > SMALL and done.rows_per_row > WIDER.get(done.model, ROWS_PER_ROW)
    ]
    assert len(work) > 200
    assert not broken, listed(broken)


def test_the_lines_are_scanned_no_oftener_than_counted(work: list[Work]) -> None:
    scans = {done.model: done.scans_of_lines for done in work if done.scans_of_lines}
    assert sum(scans.values()) <= SCANS_OF_LINES, scans


def test_a_quadratic_join_would_be_found(built_warehouse: Warehouse) -> None:
    with duckdb.connect(str(built_warehouse.build_database), read_only=True) as connection:
        done = work_of(
            connection,
            "invoices beside invoices",
            "select count(*) from core.fct_invoices as a, core.fct_invoices as b where a.net_amount < b.net_amount",
        )
    assert done.rows_per_row > ROWS_PER_ROW
