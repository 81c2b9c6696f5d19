"""Definitions, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from dagster_pipelines.definitions import defs


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.Definitions]:
    """What Dagster sees, on a manifest of its own."""
    folder: Path = tmp_path_factory.mktemp("definitions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE", str(folder))
        patch.setenv("DEPLOYMENT", "production")
        yield defs()
