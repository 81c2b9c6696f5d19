"""The oracle itself against published expectations, before it judges anybody."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from tests.oracle.landing import read_landing
from tests.oracle.ledger import Ledger
from tests.oracle.metrics import value_metrics

SAMPLE = Path(os.environ.get("CLASSICMODELS", Path(__file__).parents[2] / ".." / "shared" / "data" / "classicmodels"))


@pytest.mark.classicmodels
@pytest.mark.parametrize("review", ["2005-05-31", "2004-12-31"])
def test_sample_company_equals_its_published_figures(review: str) -> None:
    if not SAMPLE.exists():
        pytest.skip(f"sample company not found at {SAMPLE}")
    day = date.fromisoformat(review)
    rows = value_metrics(Ledger(read_landing(SAMPLE / "landing"), day), [day])
    with (SAMPLE / "golden" / f"customer_value_metrics_{review}.csv").open(encoding="utf-8") as source:
        golden = list(csv.DictReader(source))
    assert {row["customer_id"] for row in golden} == {head for head, _ in rows}
    for expected in golden:
        actual = rows[expected["customer_id"], day]
        for name, value in actual.items():
            text = expected[name]
            where = f"{expected['customer_id']} {name}"
            if value is None or text == "":
                assert (value is None) == (text == ""), where
            elif isinstance(value, str):
                assert value == text, where
            else:
                assert float(value) == pytest.approx(float(text), abs=0.01 if name.endswith("amount") else 1e-5), where
