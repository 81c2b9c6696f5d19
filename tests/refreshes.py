"""Run the refresh command as a person does, and read what it published."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

REPOSITORY = Path(__file__).resolve().parents[1]
DEMO = REPOSITORY / "seeds" / "demo"
TIMEOUT_SECONDS = 900
# Settings of the person who runs the tests must not reach the refreshes of the tests.
SETTINGS = (
    "LANDING",
    "AS_OF",
    "REPORTING_CURRENCY",
    "WAREHOUSE",
    "POLICY",
    "DEPLOYMENT",
    "TODAY",
    "VARS",
    "KEEP_SNAPSHOTS",
)
DBT_SETTINGS = ("DBT_TARGET", "DBT_TARGET_PATH", "DBT_LOG_PATH")


@dataclass(frozen=True)
class Warehouse:
    """A warehouse folder."""

    folder: Path

    @property
    def build_database(self) -> Path:
        return self.folder / "build.duckdb"

    @property
    def current(self) -> Path:
        """The folder that readers see."""
        return self.folder / "serving" / "current"

    @property
    def served_database(self) -> Path:
        return self.current / "customer_value.duckdb"

    @property
    def dashboards(self) -> Path:
        return self.current / "dashboards"

    def copy(self, folder: Path) -> Warehouse:
        """The same warehouse in another folder, for a test that changes it."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Warehouse(folder)

    def query(self, sql: str) -> list[tuple]:
        """Rows of the served database."""
        with duckdb.connect(str(self.served_database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def remove_write_protection(self) -> None:
        """Published folders are sealed; a temporary folder must be able to go."""
        for path in (self.folder, *self.folder.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)


def environment(warehouse: Warehouse, settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in (*SETTINGS, *DBT_SETTINGS)}
    return {
        **inherited,
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'python_models'}",
        "DEPLOYMENT": "test",
        "WAREHOUSE": str(warehouse.folder),
        **settings,
    }


def refresh_command() -> list[str]:
    return [sys.executable, "-m", "dagster_pipelines.refresh"]


def run_refresh(
    warehouse: Warehouse, command: list[str] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """One refresh in a process of its own; settings are those of the command, such as LANDING and AS_OF."""
    return subprocess.run(
        command or refresh_command(),
        cwd=REPOSITORY,
        env=environment(warehouse, settings),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
