"""One emulator with one build of the demo company, for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.refreshes import Warehouse
from tests.snowflake.both_targets import BothTargets, as_of_date, build_on
from tests.snowflake.emulator.process import Emulator, running_emulator


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as started:
        yield started


@pytest.fixture(scope="session")
def demo(emulator: Emulator, built_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> BothTargets:
    """The whole project on the emulator, unit tests included; DuckDB's side is the refresh that all tests share."""
    folder = tmp_path_factory.mktemp("snowflake_demo")
    return build_on(emulator, built_warehouse.build_database, folder, ["build"], as_of_date(built_warehouse.folder))
