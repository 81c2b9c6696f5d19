"""Compare a warehouse with the golden files of the sample company."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

AMOUNT_TOLERANCE = Decimal("0.01")
RATE_TOLERANCE = Decimal("0.00001")
# The golden files leave these empty: they were computed without assessments, loss rates or service costs.
NOT_COMPUTED = {"expected_credit_loss_amount", "influence_score", "cost_to_serve_12m_amount"}

Query = Callable[[str], list[tuple]]


def golden_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a golden file; an empty cell stands for NULL."""
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def metric_differences(query: Query, file: Path, review: str) -> list[str]:
    """Say every figure of `customer_value_metrics` at `review` that differs from `file`; empty when none does."""
    golden = {row["customer_id"]: row for row in golden_rows(file)}
    columns = list(next(iter(golden.values())))
    selected = ", ".join(columns)
    served = {
        row[0]: dict(zip(columns, row, strict=True))
        for row in query(f"select {selected} from marts.customer_value_metrics where review_date = date '{review}'")
    }
    found = [f"{customer} is in one of the two only" for customer in sorted(golden.keys() ^ served.keys())]
    for customer in sorted(golden.keys() & served.keys()):
        for column, expected in golden[customer].items():
            actual = served[customer][column]
            if column not in NOT_COMPUTED and not _equal(column, expected, actual):
                found.append(f"{customer}.{column}: golden {expected!r}, served {actual!r}")
    return found


def cash_differences(query: Query, file: Path) -> list[str]:
    """Say every allocation of cash that stands in `file` or in `fct_cash_allocations` alone; empty when none does."""
    golden = {
        (row["receipt_id"], row["invoice_id"], row["date"], Decimal(row["amount"]), row["method"]) for row in golden_rows(file)
    }
    served = set(
        query("""
            select receipt_id, invoice_id, cast(allocation_date as varchar), document_amount, allocation_method
            from core.fct_cash_allocations
        """)
    )
    return [str(allocation) for allocation in sorted(golden ^ served)]


def _equal(column: str, expected: str, actual: object) -> bool:
    if expected == "" or actual is None:
        return expected == "" and actual is None
    if isinstance(actual, (Decimal, float, int)):
        tolerance = AMOUNT_TOLERANCE if column.endswith("_amount") else RATE_TOLERANCE
        return abs(Decimal(expected) - Decimal(str(actual))) <= tolerance
    return expected == str(actual)
