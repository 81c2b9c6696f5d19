"""Loading again, loading more, and loading in any order."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dagster_pipelines.landing import LandingError, latest_document_date, load_landing
from dagster_pipelines.landing.contract import landing_tables
from tests.landing.hostile_case import GOOD, GOOD_RECORDS
from tests.landing.hostile_drops import HEAD
from tests.landing.staging_sql import Model, Warehouse

WriteFolder = Callable[..., Path]
LOADED = {name: f"select * from staging.stg_{name} order by all" for name in landing_tables()}


def contents(warehouse: Warehouse) -> dict[str, list[tuple]]:
    """Everything that models read, and what became of the rest."""
    tables = {name: warehouse.run(sql) for name, sql in LOADED.items()}
    tables["load_audit"] = warehouse.run("select * from quality.load_audit order by all")
    tables["rejected_rows"] = warehouse.run("select * from quality.rejected_rows order by all")
    return tables


def test_the_same_files_again_load_nothing(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    folder = write_folder(GOOD)
    assert load_landing(warehouse.connection, folder, 0).record_count == GOOD_RECORDS
    raw = warehouse.record_counts()
    again = load_landing(warehouse.connection, folder, 0)
    assert not again.has_new_files and {file.status for file in again.files} == {"unchanged"}
    assert warehouse.record_counts() == raw


def test_new_content_under_the_same_name_replaces_the_whole_file(
    warehouse: Warehouse, write_folder: WriteFolder
) -> None:
    load_landing(warehouse.connection, write_folder(GOOD), 0)
    shorter = "\n".join(GOOD["receipts.csv"].split("\n")[:2]) + "\n"
    report = load_landing(warehouse.connection, write_folder({"receipts.csv": shorter}), 0)
    assert [file.file_name for file in report.loaded_files] == ["receipts.csv"]
    warehouse.build()
    assert warehouse.run("select receipt_id from staging.stg_receipts") == [("R1",)]
    assert warehouse.totals() == {"received": 16, "loaded": 14, "superseded": 2, "rejected": 0}
    assert warehouse.broken_identities() == []


def test_an_emptied_file_empties_its_table(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    load_landing(warehouse.connection, write_folder(GOOD), 0)
    load_landing(warehouse.connection, write_folder({"receipts.csv": ""}), 0)
    warehouse.build()
    assert warehouse.run("select count(*) from staging.stg_receipts") == [(0,)]
    assert warehouse.run("select is_delivered from staging.stg_landing_tables where table_name = 'receipts'") == [
        (True,)
    ]


def test_old_content_that_comes_back_counts_as_new(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    for receipts in (GOOD["receipts.csv"], HEAD["receipts.csv"], GOOD["receipts.csv"]):
        load_landing(warehouse.connection, write_folder({**GOOD, "receipts.csv": receipts}), 0)
    warehouse.build()
    assert warehouse.run("select count(*) from staging.stg_receipts") == [(2,)]


def test_required_tables_may_have_come_with_an_earlier_load(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    load_landing(warehouse.connection, write_folder(GOOD), 0)
    late = write_folder({"receipts/2024-09.csv": HEAD["receipts.csv"] + "R9,C1,2024-09-01,USD,5\n"}, folder="later")
    assert load_landing(warehouse.connection, late, 0).record_count == 1


def test_a_bad_file_leaves_nothing_of_the_good_ones(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    folder = write_folder({**GOOD, "zz.csv": "", "write_offs.parquet": "PAR1 but not really PAR1"})
    with pytest.raises(LandingError, match="write_offs.parquet cannot be read"):
        load_landing(warehouse.connection, folder, 0)
    assert warehouse.record_counts() == {}


def drops_of_a_year(seed: int) -> dict[str, str]:
    """Monthly drops with corrections, repeats, orphans that find their invoice later, and broken rows."""
    chance = random.Random(seed)
    files = {name: GOOD[name] for name in ("customers.csv", "products.csv")}
    for month in range(1, 13):
        invoices, lines, receipts = HEAD["invoices.csv"], HEAD["invoice_lines.csv"], HEAD["receipts.csv"]
        for _ in range(12):
            number, day = chance.randint(1, 60), f"2024-{month:02}-{chance.randint(1, 28):02}"
            net = chance.choice(["10.00", "20.5", "30", "x", "1e18"])
            invoices += f"I{number},C{chance.randint(1, 4)},invoice,{day},,USD,{net},\n"
            lines += f"I{chance.randint(1, 60)},{chance.randint(1, 3)},P1,1,{chance.randint(1, 5)},\n"
            receipts += f"R{chance.randint(1, 40)},C1,{day},USD,{chance.randint(-1, 9)}\n"
        files |= {
            f"invoices/{month:02}.csv": invoices,
            f"invoice_lines/{month:02}.csv": lines,
            f"receipts/{month:02}.csv": receipts,
        }
    return files


def replay(seed: int, models: list[Model], write_folder: WriteFolder) -> None:
    files = drops_of_a_year(seed)
    order = list(files)
    random.Random(seed).shuffle(order)
    required = [
        name for name in order if name.split(".")[0].split("/")[0] in ("customers", "products", "invoices", "receipts")
    ]
    first = {name.split(".")[0].split("/")[0]: name for name in required}.values()
    order = [*first, *(name for name in order if name not in first)]

    fed, scratch = Warehouse(models), Warehouse(models)
    for step in range(0, len(order), 5):
        taken = order[: max(step + 5, 4)]
        load_landing(fed.connection, write_folder({name: files[name] for name in taken}, folder="fed"), 0)
    load_landing(scratch.connection, write_folder(files, folder="scratch"), 0)
    assert contents(fed.build()) == contents(scratch.build())
    totals = scratch.totals()
    assert min(totals.values()) > 10 and scratch.broken_identities() == []


def test_drops_in_random_order_equal_one_load_from_scratch(
    staging_models: list[Model], write_folder: WriteFolder
) -> None:
    replay(1, staging_models, write_folder)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 7))
def test_more_random_orders(seed: int, staging_models: list[Model], write_folder: WriteFolder) -> None:
    replay(seed, staging_models, write_folder)


def test_latest_document_date_is_not_after_today(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    assert latest_document_date(warehouse.connection, date(2024, 3, 1)) is None
    load_landing(warehouse.connection, write_folder(GOOD), 0)
    assert latest_document_date(warehouse.connection, date(2024, 12, 31)) == date(2024, 3, 20)
    assert latest_document_date(warehouse.connection, date(2024, 3, 1)) == date(2024, 2, 15)


def test_record_numbers_follow_the_file(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    rows = "".join(f"P{number},name {number},Pumps\n" for number in range(1, 20_001))
    load_landing(warehouse.connection, write_folder({**GOOD, "products.csv": HEAD["products.csv"] + rows}), 0)
    wrong = "select count(*) from raw.products where product_id <> 'P' || cast(_record_number as varchar)"
    assert warehouse.run(wrong) == [(0,)]


def test_physical_lines_of_unreadable_rows(warehouse: Warehouse, write_folder: WriteFolder) -> None:
    products = HEAD["products.csv"] + 'P1,"two\nlines",Pumps\n\nP2,too few\nP3,Valve,Valves\nP4,too,many,values\n'
    load_landing(warehouse.connection, write_folder({**GOOD, "products.csv": products}), 0)
    warehouse.build()
    found = "select row_number, row_number_kind, raw_row from quality.rejected_rows order by 1"
    assert warehouse.run(found) == [(5, "physical line", "P2,too few"), (7, "physical line", "P4,too,many,values")]
