"""An adapter stands in for landing files: its records are typed, checked and audited as those of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dagster_pipelines.landing import LandingError, load_landing
from dagster_pipelines.landing.adapters import adapted_tables
from tests.landing.sap_company import TABLES
from tests.landing.staging_sql import REPOSITORY, Warehouse, compile_models

NUMBERS = {"umsa1", "jmzah", "klimk", "netwr", "mwsbk", "fkimg", "wavwr", "wrbtr", "zbd1t", "zbd2t", "zbd3t", "ztag1", "ztag2", "ztag3"}
ADAPTERS = REPOSITORY / "dbt_project" / "models" / "staging" / "adapters"


@pytest.fixture(scope="module")
def sap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """SAP tables in schema `sap`, exchange rates in a landing folder, staging built over both."""
    folder: Path = tmp_path_factory.mktemp("sap")
    warehouse = Warehouse(compile_models(folder / "target", variables='{"landing_adapter": "sap"}'))
    warehouse.run("create schema sap")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text)
        columns = {
            column: "DECIMAL(20, 4)" if column in NUMBERS else "VARCHAR" for column in text.split("\n")[0].split(",")
        }
        reader = f"read_csv('{folder / name}.csv', header=true, columns={columns}, nullstr='\\N')"
        warehouse.run(f"create table sap.{name} as from {reader}")
    landing = folder / "landing"
    landing.mkdir()
    (landing / "exchange_rates.csv").write_text("rate_date,from_currency,to_currency,rate\n2024-01-01,EUR,USD,1.1\n")
    load_landing(warehouse.connection, landing, 0, adapted=adapted_tables("sap"))
    yield warehouse.build()
    warehouse.close()


def test_business_partners_become_customers(sap: Warehouse) -> None:
    found = (
        "select customer_id, parent_customer_id, currency, credit_limit_amount, payment_terms_days, customer_since_date "
        "from staging.stg_customers order by 1"
    )
    rows = [tuple(str(value) if value is not None else None for value in row) for row in sap.run(found)]
    assert rows == [("1000", None, "EUR", "250000.0000", "45", "2019-05-01"), ("1001", "1000", "USD", None, None, None)]


def test_billing_documents_become_invoices_with_due_dates_from_the_journal(sap: Warehouse) -> None:
    found = (
        "select invoice_id, document_type, references_invoice_id, cast(due_date as varchar), "
        "cast(net_amount as integer), status "
        "from staging.stg_invoices order by 1"
    )
    assert sap.run(found) == [
        ("90000001", "invoice", None, "2024-02-14", 1000, "posted"),
        ("90000002", "credit_note", "90000001", None, -100, "posted"),
        ("90000003", "invoice", None, None, 500, "posted"),
        ("90000004", "cancellation", "90000003", None, -500, "posted"),
        ("90000005", "invoice", None, None, 70, "draft"),
    ]


def test_items_carry_the_sign_of_their_document_and_unknown_cost_stays_unknown(sap: Warehouse) -> None:
    found = (
        "select invoice_id, line_number, product_id, cast(quantity as integer), cast(net_amount as integer), "
        "cast(cost_amount as integer) from staging.stg_invoice_lines order by 1, 2"
    )
    assert sap.run(found) == [
        ("90000001", 10, "42", 2, 800, 500),
        ("90000001", 20, "REPAIR", 1, 200, None),
        ("90000002", 10, "42", -1, -100, -60),
    ]


def test_payments_become_receipts_and_clearings_become_allocations(sap: Warehouse) -> None:
    receipts = "select receipt_id, receipt_type, cast(amount as integer) from staging.stg_receipts order by 1"
    assert sap.run(receipts) == [
        ("0001-1400000001-2024-002", "receipt", 1190),
        ("0001-1400000002-2024-001", "refund", 40),
    ]
    allocations = (
        "select receipt_id, invoice_id, cast(allocation_date as varchar), cast(amount as integer) "
        "from staging.stg_receipt_allocations"
    )
    assert sap.run(allocations) == [("0001-1400000001-2024-002", "90000001", "2024-02-14", 1190)]


def test_adapted_records_are_checked_and_audited_like_files(sap: Warehouse) -> None:
    assert sap.rejects() == {("invoices", "unparseable_date"): 1}
    assert sap.run("select file_name, reason from quality.rejected_rows") == [
        ("sap__invoices", "invoice_date is not a date such as 2026-03-31: 2024-13-99")
    ]
    assert sap.broken_identities() == []
    assert {(row[0], row[1]) for row in sap.audit} >= {
        ("customers", "sap__customers"),
        ("exchange_rates", "exchange_rates.csv"),
    }
    delivered = "select table_name from staging.stg_landing_tables where is_delivered order by 1"
    assert [name for (name,) in sap.run(delivered)] == sorted([*adapted_tables("sap"), "exchange_rates"])


def test_the_list_of_each_adapter_is_its_folder() -> None:
    for folder in ADAPTERS.iterdir():
        models = {path.stem.removeprefix(f"{folder.name}__") for path in folder.glob("*.sql")}
        assert models == adapted_tables(folder.name)


def test_an_unknown_adapter_is_one_sentence() -> None:
    with pytest.raises(LandingError, match="There is no landing adapter oracle: name one of files, sap."):
        adapted_tables("oracle")
