"""Landing folders of a size, and a later drop with 0.1 % new lines and a few late corrections."""

import argparse
import os
import shutil
from pathlib import Path

import duckdb

from seeds.demo_generator.landing import write_landing
from seeds.demo_generator.settings import Settings

DROPPED_TABLES = ("invoices", "invoice_lines", "receipts", "receipt_allocations")
DROP_NAME = "2026-04-01_drop.parquet"


def generate(folder: Path, lines: int) -> None:
    """A Parquet landing folder; one that is complete is used again."""
    done = folder.with_suffix(".done")
    if not done.exists():
        write_landing(folder, Settings.of_size(lines), "parquet")
        done.touch()


def with_drop_folders(landing: Path, folder: Path) -> None:
    """The same files (hard links), the tables that get a later drop as folders."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted(landing.iterdir()):
        table = path.stem
        if table in DROPPED_TABLES:
            (folder / table).mkdir()
            for part in sorted(path.iterdir()) if path.is_dir() else [path]:
                os.link(part, folder / table / f"2026-03-31_{part.name}")
        else:
            os.link(path, folder / path.name)


def add_drop(folder: Path, lines: int) -> None:
    """New documents of the last month with lines and cash, and corrections of documents half a year old."""
    documents = max(lines // 8 // 1000, 1)
    with duckdb.connect() as connection:

        def given(table: str) -> str:
            return f"read_parquet('{folder}/{table}/2026-03-31_*.parquet')"

        def write(table: str, query: str) -> None:
            connection.execute(f"copy ({query}) to '{folder}/{table}/{DROP_NAME}' (format parquet)")

        connection.execute(
            f"""create table fresh as from {given("invoices")} where document_type = 'invoice' and status = 'posted'
            and invoice_date between date '2026-02-01' and date '2026-02-28' order by invoice_id limit {documents}"""
        )
        connection.execute(
            f"""create table late as from {given("invoices")} where document_type = 'invoice' and status = 'posted'
            and invoice_date between date '2025-09-01' and date '2025-09-30' order by invoice_id limit 10"""
        )
        write(
            "invoices",
            """select * replace ('N' || invoice_id as invoice_id, invoice_date + 30 as invoice_date,
                due_date + 30 as due_date, null as opportunity_id) from fresh
            union all select * replace (net_amount + 1 as net_amount) from late""",
        )
        write(
            "invoice_lines",
            f"""select * replace ('N' || invoice_id as invoice_id) from {given("invoice_lines")}
            semi join fresh using (invoice_id)""",
        )
        write(
            "receipts",
            f"""select * replace ('N' || receipt_id as receipt_id) from {given("receipts")}
            where receipt_type = 'receipt' and receipt_date >= date '2026-03-01'
            order by receipt_id limit {max(documents // 2, 1)}""",
        )
        write(
            "receipt_allocations",
            f"""select * replace (amount - 0.01 as amount) from {given("receipt_allocations")}
            where amount > 1 and allocation_date >= date '2026-03-01'
            order by receipt_id, invoice_id limit {max(documents // 10, 1)}""",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("generate", "folders", "drop"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("second", help="number of lines, or the folder to make")
    given = parser.parse_args()
    if given.action == "folders":
        with_drop_folders(given.folder, Path(given.second))
    else:
        {"generate": generate, "drop": add_drop}[given.action](given.folder, int(given.second))
