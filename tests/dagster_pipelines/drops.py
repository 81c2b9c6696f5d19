"""The demo company as a first full delivery and a year of monthly drops, with corrections of earlier months."""

from __future__ import annotations

import csv
import random
import shutil
from collections import defaultdict
from pathlib import Path

from tests.refreshes import DEMO

# Table → the column whose month decides the drop; lines and allocations follow their document.
DATED = {"invoices": "invoice_date", "receipts": "receipt_date", "write_offs": "write_off_date"}
FOLLOW = {"invoice_lines": ("invoices", "invoice_id"), "receipt_allocations": ("receipts", "receipt_id")}
FIRST_DELIVERY = "0000-first"
CORRECTED_IN_A_MONTH = 3
MONTHS_LATE = 2

Rows = list[dict[str, str]]


def read(table: str) -> Rows:
    with (DEMO / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def months_of_last_year(rows: Rows) -> list[str]:
    return sorted({row["invoice_date"][:7] for row in rows})[-12:]


def changed(row: dict[str, str]) -> dict[str, str]:
    """Another version of an invoice: due at once, and disputed."""
    return {**row, "due_date": row["invoice_date"], "is_disputed": "true"}


def corrections(rows: Rows, months: list[str], chance: random.Random) -> dict[str, Rows]:
    """Invoices of a month that come again two months later, as they first stood."""
    found: dict[str, Rows] = defaultdict(list)
    for month, later in zip(months, months[MONTHS_LATE:], strict=False):
        of_month = [row for row in rows if row["invoice_date"].startswith(month)]
        found[later] += chance.sample(of_month, min(CORRECTED_IN_A_MONTH, len(of_month)))
    return found


def make_drops(folder: Path, seed: int, is_put_right: bool = False) -> list[str]:
    """Write all drops below `folder`, one folder a drop; their names in the order of their months.

    Some invoices come twice: the later version is another one, or, with `is_put_right`, the demo's own after a wrong one.
    """
    chance = random.Random(seed)
    invoices = read("invoices")
    months = months_of_last_year(invoices)
    again = corrections(invoices, months, chance)
    twice = {row["invoice_id"] for rows in again.values() for row in rows}
    drop_of: dict[tuple[str, str], str] = {}

    def place(table: str, key: str, rows: Rows, month_of: list[str]) -> dict[str, Rows]:
        placed: dict[str, Rows] = defaultdict(list)
        for row, month in zip(rows, month_of, strict=True):
            drop = month if month in months else FIRST_DELIVERY
            drop_of[table, row[key]] = drop
            is_wrong = is_put_right and table == "invoices" and row[key] in twice
            placed[drop].append(changed(row) if is_wrong else row)
        return placed

    for table, column in DATED.items():
        rows = invoices if table == "invoices" else read(table)
        key = next(iter(rows[0]))
        placed = place(table, key, rows, [row[column][:7] for row in rows])
        if table == "invoices":
            for month, corrected in again.items():
                placed[month] += [row if is_put_right else changed(row) for row in corrected]
        for drop, of_drop in placed.items():
            write(folder / drop / table / f"{drop}.csv", of_drop)
    for table, (parent, key) in FOLLOW.items():
        by_drop: dict[str, Rows] = defaultdict(list)
        for row in read(table):
            by_drop[drop_of.get((parent, row[key]), FIRST_DELIVERY)].append(row)
        for drop, rows in by_drop.items():
            write(folder / drop / table / f"{drop}.csv", rows)
    for path in DEMO.glob("*.csv"):
        if path.stem not in DATED and path.stem not in FOLLOW:
            shutil.copy(path, folder / FIRST_DELIVERY / path.name)
    return [FIRST_DELIVERY, *months]


def deliver(drop: Path, landing: Path) -> None:
    """A drop arrives."""
    shutil.copytree(drop, landing, dirs_exist_ok=True)
