"""The committed demo folder is what the generator makes, fills the whole contract, and tells its stories."""

import filecmp
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
import yaml

from seeds.demo_generator.characters import index_of
from seeds.demo_generator.landing import write_landing
from seeds.demo_generator.settings import Settings
from tests.oracle.landing import Landing, read_landing

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "seeds" / "demo"
SOURCES = ROOT / "dbt_project" / "models" / "staging" / "_landing__sources.yml"
PER_DOLLAR = {"USD": Decimal(1), "EUR": Decimal("0.9"), "TWD": Decimal("31.5")}


def contract() -> dict[str, dict]:
    tables = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))["sources"][0]["tables"]
    return {table["name"]: table for table in tables}


@pytest.fixture(scope="module")
def demo() -> Landing:
    return read_landing(DEMO)


def customer(role: str) -> str:
    return f"C{index_of(role) + 1:04d}"


def sales_by_year(demo: Landing, customer_id: str) -> dict[int, Decimal]:
    years: dict[int, Decimal] = defaultdict(Decimal)
    for row in demo["invoices"]:
        if row["customer_id"] == customer_id and row["status"] == "posted":
            years[row["invoice_date"].year] += row["net_amount"] / PER_DOLLAR[row["currency"]]
    return years


def test_generator_still_makes_the_committed_files(tmp_path: Path) -> None:
    write_landing(tmp_path / "demo", Settings(), "csv")
    names = sorted(path.name for path in DEMO.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "demo").iterdir())
    _, different, unreadable = filecmp.cmpfiles(DEMO, tmp_path / "demo", names, shallow=False)
    assert not different and not unreadable, "run: python -m seeds.demo_generator --out seeds/demo"


def test_every_table_and_column_of_the_contract_is_filled(demo: Landing) -> None:
    for name, table in contract().items():
        filled = {column for row in demo[name] for column, value in row.items() if value is not None}
        columns = {column["name"] for column in table["columns"]}
        assert columns - filled - {"valid_to"} == set(), name
        assert filled <= columns, f"{name} has columns that the contract does not know"


def test_keys_are_unique_and_the_folder_is_small(demo: Landing) -> None:
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 4_000_000
    for name, table in contract().items():
        key = table["config"]["meta"]["key"]
        seen = [tuple(row[column] for column in key) for row in demo[name]]
        assert len(seen) == len(set(seen)), name


def test_documents_end_with_the_first_quarter_of_2026(demo: Landing) -> None:
    assert max(row["invoice_date"] for row in demo["invoices"]) == date(2026, 3, 31)
    assert max(row["receipt_date"] for row in demo["receipts"]) <= date(2026, 3, 31)
    assert min(row["invoice_date"] for row in demo["invoices"]).year == 2021


def test_headers_equal_their_lines_but_for_surcharges(demo: Landing) -> None:
    lines: dict[str, Decimal] = defaultdict(Decimal)
    for row in demo["invoice_lines"]:
        lines[row["invoice_id"]] += row["net_amount"]
    different = [
        row for row in demo["invoices"] if row["invoice_id"] in lines and lines[row["invoice_id"]] != row["net_amount"]
    ]
    assert 0 < len(different) < len(lines) / 40


def test_the_largest_account_contributes_next_to_nothing(demo: Landing) -> None:
    huge = customer("huge_but_thin")
    totals = {row["customer_id"]: Decimal(0) for row in demo["customers"]}
    for customer_id in totals:
        totals[customer_id] = sales_by_year(demo, customer_id)[2025]
    assert max(totals, key=lambda key: totals[key]) == huge
    own = {row["invoice_id"] for row in demo["invoices"] if row["customer_id"] == huge}
    known = [row for row in demo["invoice_lines"] if row["invoice_id"] in own and row["cost_amount"] is not None]
    assert sum(row["net_amount"] - row["cost_amount"] for row in known) < sum(row["net_amount"] for row in known) / 20


def test_one_customer_buys_more_while_our_share_falls(demo: Landing) -> None:
    loser = customer("rising_but_losing_share")
    sales = sales_by_year(demo, loser)
    wallets: dict[int, Decimal] = defaultdict(Decimal)
    for row in demo["category_spend"]:
        if row["customer_id"] == loser:
            wallets[row["fiscal_year"]] += row["spend_amount"] / PER_DOLLAR[row["currency"]]
    assert sales[2025] > sales[2022]
    assert sales[2025] / wallets[2025] < sales[2022] / wallets[2022]


def test_habits_of_payers(demo: Landing) -> None:
    advised = {row["receipt_id"] for row in demo["receipt_allocations"]}
    without = [row["receipt_id"] for row in demo["receipts"] if row["customer_id"] == customer("pays_without_advice")]
    assert len(without) > 30 and not advised.intersection(without)
    troubled = [row["receipt_date"] for row in demo["receipts"] if row["customer_id"] == customer("problem_and_back")]
    assert not [day for day in troubled if date(2024, 6, 1) < day < date(2025, 1, 1)]
    assert len([day for day in troubled if date(2025, 3, 9) < day < date(2025, 3, 31)]) >= 2
    assert (
        sales_by_year(demo, customer("lapsed_and_back"))[2024]
        == 0
        < sales_by_year(demo, customer("lapsed_and_back"))[2025]
    )


def test_enough_repeat_buyers_for_lifetime_value(demo: Landing) -> None:
    days: dict[str, set[date]] = defaultdict(set)
    for row in demo["invoices"]:
        if row["document_type"] == "invoice" and row["status"] == "posted":
            days[row["customer_id"]].add(row["invoice_date"])
    assert len(days) >= 200
    assert sum(len(bought) >= 3 for bought in days.values()) >= 180


def test_any_other_size_keeps_its_proportions(tmp_path: Path) -> None:
    write_landing(tmp_path / "large", Settings.of_size(120_000), "parquet")
    count = pyarrow.parquet.read_metadata(tmp_path / "large" / "invoice_lines.parquet").num_rows
    assert 118_000 < count < 125_000
    assert {path.stem for path in (tmp_path / "large").iterdir()} == set(contract())
