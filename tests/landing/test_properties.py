"""Whatever arrives: received = loaded + superseded + rejected, in records and in money, for random files."""

import csv
import io
import shutil
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_pipelines.landing import LandingError, load_landing
from tests.landing.hostile_case import GOOD
from tests.landing.staging_sql import Warehouse

IDS = st.sampled_from(["I1", "I2", "i2", " I1 ", "", "I9"])
AMOUNTS = st.one_of(
    st.decimals(-(10**17), 10**17, places=4).map(str),
    st.sampled_from(["", "10", "10.0", "1e3", "NaN", "inf", "1_0", "x", "1,5", "-0", "1e18", " 7 "]),
)
DATES = st.one_of(st.dates().map(str), st.sampled_from(["", "2024-02-30", "01/02/2024", "2024-01-01"]))
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
INVOICES = st.tuples(IDS, TEXTS, st.sampled_from(["invoice", "credit_note", "bill", ""]), DATES, TEXTS, AMOUNTS)
WRITE_OFFS = st.tuples(TEXTS, IDS, DATES, AMOUNTS, TEXTS)
DROPS = st.lists(st.lists(INVOICES, max_size=8), min_size=1, max_size=3)
HEADERS = {
    "invoices": ["invoice_id", "customer_id", "document_type", "invoice_date", "currency", "net_amount"],
    "write_offs": ["write_off_id", "invoice_id", "write_off_date", "amount", "reason"],
}
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def as_csv(table: str, rows: list[tuple[str, ...]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADERS[table])
    writer.writerows(rows)
    return stream.getvalue()


def readable_amount(text: str) -> Decimal:
    """What the audit can count of an amount: zero where it cannot be read or is too large to stand in its column."""
    try:
        amount = Decimal(text.strip() if "_" not in text else "x")
    except InvalidOperation:
        return Decimal(0)
    fits = amount.is_finite() and abs(amount) < 10**16
    return amount.quantize(Decimal("0.0001")) if fits else Decimal(0)


def load(warehouse: Warehouse, files: dict[str, str | bytes]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        load_landing(warehouse.connection, folder, 0)
    finally:
        shutil.rmtree(folder)


@FEW
@given(drops=DROPS, write_offs=st.lists(WRITE_OFFS, max_size=8))
def test_no_record_and_no_money_is_lost(
    shared_warehouse: Warehouse, drops: list[list[tuple[str, ...]]], write_offs: list[tuple[str, ...]]
) -> None:
    warehouse = shared_warehouse.reset()
    files = {name: text for name, text in GOOD.items() if name in ("customers.csv", "products.csv", "receipts.csv")}
    files |= {f"invoices/{place}.csv": as_csv("invoices", rows) for place, rows in enumerate(drops)}
    load(warehouse, files | {"write_offs.csv": as_csv("write_offs", write_offs)})
    warehouse.build()
    assert warehouse.broken_identities() == []
    received = {(row[0], row[1]): (row[2], row[6]) for row in warehouse.audit}
    for place, rows in enumerate(drops):
        money = sum((readable_amount(row[5]) for row in rows), Decimal(0))
        assert received["invoices", f"invoices/{place}.csv"] == (len(rows), money)
    loaded = warehouse.run("select invoice_id from staging.stg_invoices")
    assert len(loaded) == len(set(loaded)), "one loaded record a key"
    assert all(key.strip() == key != "" for (key,) in loaded)


@FEW
@given(noise=st.binary(max_size=200), cut=st.integers(0, 300))
def test_any_bytes_load_or_stop_with_one_sentence(shared_warehouse: Warehouse, noise: bytes, cut: int) -> None:
    warehouse = shared_warehouse.reset()
    products = GOOD["products.csv"].encode()
    files: dict[str, str | bytes] = {
        **GOOD,
        "products.csv": products[: cut % len(products)] + noise + b"\nP7,Last,Pumps\n",
    }
    try:
        load(warehouse, files)
    except LandingError as stopped:
        assert "\n" not in str(stopped) and str(stopped).endswith(".")
        assert warehouse.record_counts() == {}
    else:
        assert warehouse.build().broken_identities() == []
