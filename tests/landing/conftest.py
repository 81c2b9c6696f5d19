"""Fixtures of the landing tests: the staging SQL compiled once, and a warehouse a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.landing.staging_sql import Model, Warehouse, compile_models

OUTCOMES: list[tuple[str, str]] = []


@pytest.fixture(scope="session")
def staging_models(tmp_path_factory: pytest.TempPathFactory) -> list[Model]:
    return compile_models(tmp_path_factory.mktemp("staging_sql"))


@pytest.fixture(scope="session")
def shared_warehouse(staging_models: list[Model]) -> Iterator[Warehouse]:
    shared = Warehouse(staging_models)
    yield shared
    shared.close()


@pytest.fixture
def warehouse(shared_warehouse: Warehouse) -> Warehouse:
    """An empty warehouse."""
    return shared_warehouse.reset()


@pytest.fixture
def write_folder(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Write a landing folder from file name → content."""

    def write(files: dict[str, str | bytes], folder: str = "landing") -> Path:
        for name, content in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / folder

    return write


@pytest.fixture(scope="session")
def outcomes() -> list[tuple[str, str]]:
    return OUTCOMES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The corpus as a table: what each hostile folder did."""
    if OUTCOMES:
        terminalreporter.section("hostile landing folders and their outcome")
        width = max(len(case) for case, _ in OUTCOMES)
        for case, outcome in OUTCOMES:
            terminalreporter.write_line(f"{case:<{width}}  {outcome}")
