"""The look at a landing folder before anything runs: every message says file, row, reason and what to do."""

import re
from collections.abc import Callable
from pathlib import Path

from dagster_pipelines.landing.check import check_landing, main
from tests.landing.hostile_case import GOOD
from tests.landing.hostile_drops import CASES

WriteFolder = Callable[[dict[str, str]], Path]
SIX_WRONG_FILES = next(case for case in CASES if case.name == "six wrong files at once")


def test_good_folder_has_no_problem_and_names_what_is_missing(write_folder: WriteFolder) -> None:
    check = check_landing(write_folder(GOOD), settle_seconds=0)
    assert (check.stops, check.problems) == ([], [])
    text = "\n".join(check.lines())
    assert "exchange_rates            every document in another currency: its reporting amount stays NULL" in text
    assert text.endswith("A refresh would run.")


def test_every_problem_says_file_row_reason_and_what_to_do(tmp_path: Path) -> None:
    check = check_landing(SIX_WRONG_FILES.write(tmp_path / "six"), settle_seconds=0)
    assert len(check.problems) == 7
    for problem in check.problems:
        assert re.match(r"\w+\.csv, (record|physical line) \d+: .{20,}", problem), problem


def test_orphans_and_keys_that_contradict_themselves_are_found(write_folder: WriteFolder) -> None:
    files = {
        **GOOD,
        "invoice_lines.csv": GOOD["invoice_lines.csv"] + "I9,1,P1,1,5.00,\n",
        "receipts.csv": GOOD["receipts.csv"] + "R2,C2,2024-03-20,EUR,999\n",
    }
    check = check_landing(write_folder(files), settle_seconds=0)
    assert check.problems == [
        "invoice_lines.csv, record 5: invoice_id (I9) is in no file of invoices, or is rejected there: "
        "deliver it, or correct the id",
        "receipts.csv, record 2: key R2 stands more than once in this file with different content: "
        "keep the record that is right",
        "receipts.csv, record 3: key R2 stands more than once in this file with different content: "
        "keep the record that is right",
    ]


def test_equal_records_are_no_problem(write_folder: WriteFolder) -> None:
    receipts = GOOD["receipts.csv"] + GOOD["receipts.csv"].splitlines()[-1] + "\n"
    assert check_landing(write_folder({**GOOD, "receipts.csv": receipts}), settle_seconds=0).problems == []


def test_missing_tables_and_columns_are_all_named_at_once(write_folder: WriteFolder) -> None:
    folder = write_folder({"invoices.csv": "invoice_id\nI1\n", "product.csv": "x\n"})
    check = check_landing(folder, settle_seconds=0)
    assert len(check.stops) == 4
    assert "product.csv: ignored, the contract knows no table product; did you mean products?" in check.notes


def test_many_rows_of_one_kind_are_counted_not_listed(write_folder: WriteFolder) -> None:
    receipts = "receipt_id,customer_id,receipt_date,currency,amount\n" + "".join(
        f"R{n},C1,soon,USD,1\n" for n in range(1000)
    )
    check = check_landing(write_folder({**GOOD, "receipts.csv": receipts}), settle_seconds=0)
    assert check.problems[-2] == "… and 995 more rows like the last"
    assert check.problems[-1].startswith("receipt_allocations.csv, record 1: receipt_id (R1) is in no file of receipts")


def test_exit_code_is_one_where_a_refresh_would_stop(write_folder: WriteFolder, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["check", str(write_folder({"customers.csv": GOOD["customers.csv"]}))])
    assert main() == 1
    assert "The required table receipts is missing" in capsys.readouterr().out
