"""Landing CSV files as typed rows."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

Row = dict[str, object]
Landing = dict[str, list[Row]]

WHOLE_NUMBERS = {"payment_terms_days", "line_number", "employee_count", "fiscal_year", "severity", "industry_rank"}
DATES = {"valid_from", "valid_to", "assessed_on", "observed_on", "delivered_on", "resolved_on", "due_on", "done_on"}


def typed(column: str, text: str) -> object:
    """One value by the contract's naming rule: dates, money, flags and ids tell themselves by their suffix."""
    text = text.strip()
    if text == "":
        return None
    if column.endswith("_date") or column in DATES:
        return date.fromisoformat(text)
    if column.startswith(("is_", "has_")):
        return text == "true"
    if column in WHOLE_NUMBERS:
        return int(text)
    if column.endswith("amount") or column in ("rate", "quantity"):
        return Decimal(text)
    return text


def read_landing(folder: Path) -> Landing:
    """Every `<table>.csv` of a folder."""
    tables: Landing = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            tables[path.stem] = [
                {name: typed(name, value) for name, value in row.items()} for row in csv.DictReader(source)
            ]
    return tables
