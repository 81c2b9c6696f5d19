"""One synthetic snapshot and its pages for all tests of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.build import build_site
from tests.dashboards.synthetic_served import make_served


@pytest.fixture(scope="session")
def served_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_served(tmp_path_factory.mktemp("served") / "customer_value.duckdb", 400)


@pytest.fixture(scope="session")
def site(served_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the built pages."""
    return build_site(served_path, tmp_path_factory.mktemp("site")).parent
