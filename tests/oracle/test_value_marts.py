"""The value marts agree with the oracle for every customer and review of hostile but valid data."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.oracle.comparison import differences, mart_rows
from tests.oracle.compiled_models import CompiledModels
from tests.oracle.hostile import AS_OF, Hostile
from tests.oracle.ledger import Ledger
from tests.oracle.metrics import value_metrics
from tests.oracle.yearly import ageing, yearly

MARTS = ["customer_value_metrics", "customer_value_yearly", "receivables_ageing"]


@pytest.fixture(scope="session")
def value_models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    folder: Path = tmp_path_factory.mktemp("compiled")
    return CompiledModels(MARTS, AS_OF, folder)


def with_balance(rows: dict[tuple, dict]) -> dict[tuple, dict]:
    """Leaves out payers whose balances are all zero: the contract does not say whether they have a row."""
    return {
        key: row for key, row in rows.items() if any(isinstance(value, Decimal) and value for value in row.values())
    }


def check(models: CompiledModels, seed: int) -> None:
    """Fails with the first differing figures, each with its customer and review."""
    landing = Hostile(seed).landing()
    ledger = Ledger(landing, AS_OF)
    connection = models.build(landing)
    found = differences(
        value_metrics(ledger),
        mart_rows(connection, "build.marts.customer_value_metrics", ["customer_id", "review_date"]),
    )
    found += differences(
        yearly(ledger), mart_rows(connection, "build.marts.customer_value_yearly", ["customer_id", "fiscal_year"])
    )
    aged = mart_rows(connection, "build.marts.receivables_ageing", ["bill_to_customer_id", "currency"])
    found += differences(with_balance(ageing(ledger)), with_balance(aged))
    assert not found, f"seed {seed}: {len(found)} differences\n" + "\n".join(found[:40])


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_agrees(value_models: CompiledModels, seed: int) -> None:
    check(value_models, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6, 206))
def test_every_figure_agrees_on_many_companies(value_models: CompiledModels, seed: int) -> None:
    check(value_models, seed)
