"""The sample company end to end: golden figures at two reviews, and a new drop that moves only whom it touches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.customer_value.golden import cash_differences, metric_differences
from tests.refreshes import Warehouse, run_refresh

pytestmark = pytest.mark.classicmodels

# Three invoices in the last month, for two customers that already buy.
DROP = """invoice_id,customer_id,document_type,invoice_date,currency,net_amount
N1,103,invoice,2005-05-02,USD,100.00
N2,103,invoice,2005-05-03,USD,200.00
N3,112,invoice,2005-05-04,USD,300.00
"""
TOUCHED = {"103", "112"}


def _metrics(warehouse: Warehouse) -> set[tuple]:
    # what a customer itself did; scores that rank it among the others may move
    return set(
        warehouse.query("""
            select customer_id, review_date, lifecycle_status, net_sales_12m_amount, gross_profit_12m_amount, due_12m_amount,
                collection_rate, open_receivables_amount, not_due_amount, days_sales_outstanding, invoice_count_12m
            from marts.customer_value_metrics
        """)
    )


def _differences(warehouse: Warehouse, golden: Path, review: str) -> list[str]:
    return [
        *metric_differences(warehouse.query, golden / f"customer_value_metrics_{review}.csv", review),
        *cash_differences(warehouse.query, golden / f"cash_application_{review}.csv"),
    ]


def test_every_figure_equals_the_golden_one_at_the_last_review(sample_warehouse: Warehouse, classicmodels: Path) -> None:
    assert _differences(sample_warehouse, classicmodels / "golden", "2005-05-31") == []


def test_every_figure_equals_the_golden_one_at_an_earlier_review(classicmodels: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    result = run_refresh(warehouse, LANDING=str(classicmodels / "landing"), AS_OF="2004-12-31")
    assert result.returncode == 0, result.stdout + result.stderr
    assert _differences(warehouse, classicmodels / "golden", "2004-12-31") == []
    warehouse.remove_write_protection()


def test_a_drop_of_three_invoices_loads_three_records_and_moves_only_their_customers(
    sample_warehouse: Warehouse, classicmodels: Path, tmp_path: Path
) -> None:
    landing = tmp_path / "landing"
    shutil.copytree(classicmodels / "landing", landing, copy_function=shutil.copyfile)
    landing.chmod(0o755)
    (landing / "invoices").mkdir()
    (landing / "invoices" / "2005-06-01.csv").write_text(DROP)
    warehouse = sample_warehouse.copy(tmp_path / "warehouse")
    result = run_refresh(warehouse, LANDING=str(landing), AS_OF="2005-05-31")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "loaded 1 files, 3 records" in result.stdout
    assert {row[0] for row in _metrics(sample_warehouse) ^ _metrics(warehouse)} == TOUCHED
    warehouse.remove_write_protection()
