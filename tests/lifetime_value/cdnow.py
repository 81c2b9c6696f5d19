"""The CDNOW sample that the published fits stand on, read from the files of the `lifetimes` package."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import numpy as np
from lifetime_value import PurchasePatterns, SpendPatterns, purchase_patterns, spend_patterns


def _rows(name: str) -> list[dict[str, str]]:
    # Importing lifetimes.datasets needs pkg_resources, which current setuptools no longer brings.
    spec = importlib.util.find_spec("lifetimes")
    assert spec is not None and spec.submodule_search_locations, "lifetimes is a test dependency: make install-dev"
    path = Path(next(iter(spec.submodule_search_locations))) / "datasets" / name
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cdnow_patterns() -> PurchasePatterns:
    rows = _rows("cdnow_customers_summary.csv")
    return purchase_patterns(*([float(row[name]) for row in rows] for name in ("frequency", "recency", "T")))


def cdnow_spend() -> SpendPatterns:
    rows = [row for row in _rows("cdnow_customers_summary_with_transactions.csv") if float(row["x"]) > 0]
    return spend_patterns(*(np.array([float(row[name]) for row in rows]) for name in ("x", "zbar")))
