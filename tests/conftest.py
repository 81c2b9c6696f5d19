"""What all tests share: one whole refresh, and a rule for tests whose data or programs are not on this machine."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.refreshes import REPOSITORY, Warehouse, run_refresh

CLASSICMODELS = Path(os.environ.get("CLASSICMODELS") or REPOSITORY.parent / "shared" / "data" / "classicmodels")
POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql/15/bin"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Marker → why its tests cannot run here, or None where they can.
ABSENT = {
    "classicmodels": None if CLASSICMODELS.is_dir() else f"the sample company is not at {CLASSICMODELS}",
    "browser": None if any(map(shutil.which, BROWSERS)) else "no Chromium is installed",
    "root": None if os.geteuid() == 0 else "mounting a disk and changing the user need root",
    "postgres": None if (POSTGRES / "initdb").exists() else f"no PostgreSQL server is at {POSTGRES}",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests whose needs are absent are deselected, with the reason in the summary: a skip would look like a pass."""
    kept, reasons = [], Counter[str]()
    for item in items:
        missing = [reason for marker, reason in ABSENT.items() if reason and item.get_closest_marker(marker)]
        if missing:
            reasons.update(missing)
        else:
            kept.append(item)
    if reasons:
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    config.stash[DESELECTED] = reasons


DURATIONS: list[float] = []
DESELECTED = pytest.StashKey[Counter]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for reason, count in config.stash.get(DESELECTED, Counter()).items():
        terminalreporter.write_line(f"deselected {count} tests: {reason}", yellow=True)


@pytest.fixture(scope="session")
def built_warehouse() -> Iterator[Warehouse]:
    """One whole refresh of the demo company; tests only read it. Where it fails, every test of it says why."""
    with tempfile.TemporaryDirectory(prefix="warehouse-") as folder:
        warehouse = Warehouse(Path(folder))
        start = time.monotonic()
        result = run_refresh(warehouse)
        DURATIONS.append(time.monotonic() - start)
        if result.returncode:
            pytest.fail(f"the refresh of the demo company failed:\n{result.stdout}\n{result.stderr}", pytrace=False)
        yield warehouse
        warehouse.remove_write_protection()


@pytest.fixture(scope="session")
def refresh_seconds(built_warehouse: Warehouse) -> float:
    """How long a whole refresh takes on this machine."""
    return DURATIONS[0]


@pytest.fixture(scope="session")
def classicmodels() -> Path:
    """The sample company: its landing folder and golden files."""
    return CLASSICMODELS


@pytest.fixture(scope="session")
def postgres_bin() -> Path:
    return POSTGRES
