"""One emulator; one refresh of the demo company on it, then one of other figures that is not allowed to be published.

Two whole builds one over the other, and two companies, for the price of two builds.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import CLASSICMODELS
from tests.refreshes import DEMO, Warehouse, run_refresh
from tests.snowflake.both_targets import BothTargets
from tests.snowflake.emulator.process import DATABASE, Emulator, running_emulator
from tests.snowflake.refreshed import Refresh, both_targets, refresh_on, rows

READERS = "analyst sales=customer_tiers+core"
# The emulator refuses rights to such a role, as Snowflake does.
UNKNOWN_READER = "missing_role"


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as started:
        yield started


@pytest.fixture(scope="session")
def demo_refresh(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refresh]:
    """The refresh command with DBT_TARGET changed and readers named; nothing else differs from DuckDB."""
    refresh = refresh_on(emulator, tmp_path_factory.mktemp("snowflake_demo"), SNOWFLAKE_READER_ROLES=READERS)
    assert refresh.succeeded, refresh.output
    yield refresh
    refresh.warehouse.remove_write_protection()


@pytest.fixture(scope="session")
def demo(emulator: Emulator, built_warehouse: Warehouse, demo_refresh: Refresh) -> BothTargets:
    """The demo company on both targets; read before the next refresh builds over it."""
    return both_targets(emulator, built_warehouse.build_database, demo_refresh)


@pytest.fixture(scope="session")
def failed_refresh(emulator: Emulator, demo: BothTargets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refresh]:
    """A further refresh, over the tables of the first: it builds everything and then may not be published.

    Its figures are the sample company's, or an earlier review of the demo company where that is not on this machine.
    """
    rows(emulator, f"drop schema {DATABASE}.raw cascade")
    landing = {"LANDING": str(CLASSICMODELS / "landing"), "AS_OF": "2005-05-31"}
    earlier = {"LANDING": str(DEMO), "AS_OF": "2025-12-31"}
    refresh = refresh_on(
        emulator,
        tmp_path_factory.mktemp("snowflake_failed"),
        SNOWFLAKE_READER_ROLES=f"{READERS} {UNKNOWN_READER}",
        **(landing if CLASSICMODELS.is_dir() else earlier),
    )
    yield refresh
    refresh.warehouse.remove_write_protection()


@pytest.fixture(scope="session")
def sample(emulator: Emulator, failed_refresh: Refresh, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BothTargets]:
    """The sample company on both targets."""
    warehouse = Warehouse(tmp_path_factory.mktemp("duckdb_sample"))
    result = run_refresh(warehouse, LANDING=str(CLASSICMODELS / "landing"), AS_OF="2005-05-31")
    assert result.returncode == 0, result.stdout + result.stderr
    yield both_targets(emulator, warehouse.build_database, failed_refresh)
    warehouse.remove_write_protection()
