"""What all tests share: one whole refresh, and a rule for tests whose data or programs are not on this machine."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from xdist.scheduler import LoadScopeScheduling

from tests.refreshes import REPOSITORY, Warehouse, run_refresh
from tests.support.compiled_models import CompiledModels

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


# Longest first, so that two processes end together; every other folder comes after in the order of its name.
LONGEST = ("snowflake", "dagster_pipelines", "dashboards", "customer_value", "project_rules", "customer_tiers")
SHARED_FOLDER = "TEST_SESSION_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    """One folder for what all processes of a run share; the process that makes it removes it."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED_FOLDER] = tempfile.mkdtemp(prefix="tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(SHARED_FOLDER))
        Warehouse(folder).remove_write_protection()
        shutil.rmtree(folder)


def _folder_of(path: str) -> str:
    """`snowflake` of `tests/snowflake/test_sql_gate.py::test_…`."""
    return path.split("/")[1]


def _place(item: pytest.Item) -> tuple[int, str]:
    folder = _folder_of(item.nodeid)
    return (LONGEST.index(folder) if folder in LONGEST else len(LONGEST), folder)


class FolderScheduling(LoadScopeScheduling):
    """A folder's tests stay in one process, since they share its fixtures."""

    def _split_scope(self, nodeid: str) -> str:
        return _folder_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FolderScheduling:
    return FolderScheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests whose needs are absent are deselected, with the reason in the summary: a skip would look like a pass."""
    kept = [item for item in items if not any(reason and item.get_closest_marker(marker) for marker, reason in ABSENT.items())]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=_place)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for marker, reason in ABSENT.items():
        if reason:
            terminalreporter.write_line(f"deselected the tests marked {marker}: {reason}", yellow=True)


def refreshed_once(company: str, **settings: str) -> tuple[Warehouse, float]:
    """One whole refresh in all processes of a run, and its seconds. Where it fails, every test of it says why."""
    folder = Path(os.environ[SHARED_FOLDER])
    warehouse, done = Warehouse(folder / company), folder / f"{company}.json"
    with FileLock(folder / f"{company}.lock"):
        if not done.exists():
            start = time.monotonic()
            result = run_refresh(warehouse, **settings)
            said = f"{result.stdout}\n{result.stderr}" if result.returncode else None
            done.write_text(json.dumps({"seconds": time.monotonic() - start, "failure": said}), "utf-8")
    outcome = json.loads(done.read_text("utf-8"))
    if outcome["failure"]:
        pytest.fail(f"the refresh of the {company} company failed:\n{outcome['failure']}", pytrace=False)
    return warehouse, outcome["seconds"]


@pytest.fixture(scope="session")
def built_warehouse() -> Warehouse:
    """One whole refresh of the demo company; tests only read it."""
    return refreshed_once("demo")[0]


@pytest.fixture(scope="session")
def refresh_seconds() -> float:
    """How long a whole refresh takes on this machine."""
    return refreshed_once("demo")[1]


@pytest.fixture(scope="session")
def sample_warehouse(classicmodels: Path) -> Warehouse:
    """One whole refresh of the sample company at its last golden review; tests only read it."""
    return refreshed_once("sample", LANDING=str(classicmodels / "landing"), AS_OF="2005-05-31")[0]


@pytest.fixture(scope="session")
def compiled_models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project compiled as of a date in the month after the review of the tests' random companies."""
    return CompiledModels(tmp_path_factory.mktemp("compiled_models"), {"as_of_date": "2024-06-10"})


@pytest.fixture(scope="session")
def classicmodels() -> Path:
    """The sample company: its landing folder and golden files."""
    return CLASSICMODELS


@pytest.fixture(scope="session")
def postgres_bin() -> Path:
    return POSTGRES
