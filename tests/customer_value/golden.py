"""Compare a warehouse with the golden files of the sample company."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb

AMOUNT_TOLERANCE = Decimal("0.01")
RATE_TOLERANCE = Decimal("0.00001")
# The golden files leave these empty: they were computed without assessments, loss rates or service costs.
NOT_COMPUTED = {"expected_credit_loss_amount", "influence_score", "cost_to_serve_12m_amount"}


def differences(connection: duckdb.DuckDBPyConnection, golden_file: Path, review: str) -> list[str]:
    """Say every figure of `customer_value_metrics` at `review` that differs from `golden_file`; empty when none does."""
    with golden_file.open(newline="") as lines:
        golden = {row["customer_id"]: row for row in csv.DictReader(lines)}
    cursor = connection.execute("select * from marts.customer_value_metrics where review_date = ?", [review])
    columns = [column[0] for column in cursor.description]
    served = {
        row["customer_id"]: row for row in (dict(zip(columns, values, strict=True)) for values in cursor.fetchall())
    }
    found = [f"{customer} is in one of the two only" for customer in sorted(golden.keys() ^ served.keys())]
    for customer in sorted(golden.keys() & served.keys()):
        for column, expected in golden[customer].items():
            if column in NOT_COMPUTED:
                continue
            actual = served[customer][column]
            if not _equal(column, expected, actual):
                found.append(f"{customer}.{column}: golden {expected!r}, served {actual!r}")
    return found


def _equal(column: str, expected: str, actual: object) -> bool:
    if expected == "" or actual is None:
        return expected == "" and actual is None
    if isinstance(actual, (Decimal, float, int)):
        tolerance = AMOUNT_TOLERANCE if column.endswith("_amount") else RATE_TOLERANCE
        return abs(Decimal(expected) - Decimal(str(actual))) <= tolerance
    return expected == str(actual)
