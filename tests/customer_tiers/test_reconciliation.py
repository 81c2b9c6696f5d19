"""Money columns of the value, tier and account-management marts against core facts, to the cent, over all customers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.customer_tiers.warehouse_rows import connect, rows
from tests.refreshes import Warehouse

RECONCILIATIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "reconciliations.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("claim", RECONCILIATIONS, ids=lambda claim: claim["name"].replace(" ", "_"))
def test_money_reconciles(built_warehouse: Warehouse, claim: dict[str, Any]) -> None:
    different = rows(connect(built_warehouse.build_database), claim["sql"])
    assert not different, f"{claim['name']}: {len(different)} rows, first {different[:5]}"
