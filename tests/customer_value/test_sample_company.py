"""The sample company end to end: golden figures at two reviews, and a new drop that moves only whom it touches."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.customer_value.golden import cash_differences, metric_differences
from tests.refreshes import Warehouse, run_refresh

pytestmark = pytest.mark.classicmodels

REVIEWS = ("2004-12-31", "2005-05-31")
# Three invoices in the last month, for two customers that already buy.
DROP = """invoice_id,customer_id,document_type,invoice_date,currency,net_amount
N1,103,invoice,2005-05-02,USD,100.00
N2,103,invoice,2005-05-03,USD,200.00
N3,112,invoice,2005-05-04,USD,300.00
"""
TOUCHED = {"103", "112"}


@dataclass(frozen=True)
class Refreshed:
    """What stood published after each step."""

    differences: dict[str, list[str]]
    before_drop: set[tuple]
    after_drop: set[tuple]
    drop_output: str


def _metrics(warehouse: Warehouse) -> set[tuple]:
    # what a customer itself did; scores that rank it among the others may move
    return set(
        warehouse.query("""
            select customer_id, review_date, lifecycle_status, net_sales_12m_amount, gross_profit_12m_amount, due_12m_amount,
                collection_rate, open_receivables_amount, not_due_amount, days_sales_outstanding, invoice_count_12m
            from marts.customer_value_metrics
        """)
    )


@pytest.fixture(scope="module")
def refreshed(classicmodels: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refreshed]:
    landing = tmp_path_factory.mktemp("sample") / "landing"
    shutil.copytree(classicmodels / "landing", landing, copy_function=shutil.copyfile)
    landing.chmod(0o755)
    warehouse = Warehouse(tmp_path_factory.mktemp("sample-warehouse"))
    differences = {}
    for review in REVIEWS:
        result = run_refresh(warehouse, LANDING=str(landing), AS_OF=review)
        assert result.returncode == 0, result.stdout + result.stderr
        golden = classicmodels / "golden"
        differences[review] = metric_differences(
            warehouse.query, golden / f"customer_value_metrics_{review}.csv", review
        ) + cash_differences(warehouse.query, golden / f"cash_application_{review}.csv")
    before = _metrics(warehouse)
    (landing / "invoices").mkdir()
    (landing / "invoices" / "2005-06-01.csv").write_text(DROP)
    result = run_refresh(warehouse, LANDING=str(landing), AS_OF=REVIEWS[-1])
    assert result.returncode == 0, result.stdout + result.stderr
    yield Refreshed(differences, before, _metrics(warehouse), result.stdout)
    warehouse.remove_write_protection()


@pytest.mark.parametrize("review", REVIEWS)
def test_every_figure_equals_the_golden_one(refreshed: Refreshed, review: str) -> None:
    assert refreshed.differences[review] == []


def test_a_drop_of_three_invoices_moves_only_their_customers(refreshed: Refreshed) -> None:
    assert {row[0] for row in refreshed.before_drop ^ refreshed.after_drop} == TOUCHED


def test_a_drop_of_three_invoices_loads_three_records(refreshed: Refreshed) -> None:
    assert "loaded 1 files, 3 records" in refreshed.drop_output
