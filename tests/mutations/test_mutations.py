"""Mistakes planted in a copy of the project: each must turn its test red, or the test guards nothing.

Mistakes in different files are planted together and tried by one run of dbt, since a unit test sees one model only; a
second mistake in the same file, or one in a macro, waits for the next round.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dbt_runs import ROOT, run_dbt
from tests.refreshes import Warehouse

MUTATIONS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "mutations.yml").read_text(encoding="utf-8"))
COPIED = ("dbt_project", "macros", "python_models", "seeds/policy", "seeds/reference", "tests/dbt")


def rounds() -> list[list[dict[str, Any]]]:
    """Mutations grouped so that no round has two of one file, and macros have rounds of their own."""
    seen, grouped, alone = Counter[str](), [], []
    for mutation in MUTATIONS:
        if not mutation["file"].endswith(".sql") or mutation["file"].startswith("macros/"):
            alone.append([mutation])
            continue
        place = seen[mutation["file"]]
        seen[mutation["file"]] += 1
        if place == len(grouped):
            grouped.append([])
        grouped[place].append(mutation)
    return grouped + alone


def survivors(mutations: list[dict[str, Any]], folder: Path, database: Path) -> list[str]:
    """Mutations whose test stays green."""
    project = folder / "project"
    for name in COPIED:
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "target", "logs"))
    for mutation in mutations:
        path = project / mutation["file"]
        text = path.read_text(encoding="utf-8")
        assert mutation["old"] in text, f"{mutation['file']} has no {mutation['old']!r} any more"
        path.write_text(text.replace(mutation["old"], mutation["new"]), encoding="utf-8")
    shutil.copyfile(database, folder / "build.duckdb")
    names = [mutation["test"] for mutation in mutations]
    run = run_dbt(["test", "--select", *(f"test_name:{name}" for name in names), *names], folder, root=project)
    red = [line for line in run.failures() if ": fail" in line]
    assert run.built(), run.output
    return [
        f"{mutation['kind']} in {mutation['file']}: {mutation['test']} stays green"
        for mutation in mutations
        if not any(line.split(":")[0].endswith(f".{mutation['test']}") for line in red)
    ]


def test_planted_mistakes_turn_their_tests_red(built_warehouse: Warehouse, tmp_path: Path) -> None:
    first = rounds()[0]
    assert len(first) >= 8
    assert not survivors(first, tmp_path, built_warehouse.build_database)


@pytest.mark.soak
@pytest.mark.parametrize("place", range(1, len(rounds())))
def test_further_mistakes_turn_their_tests_red(built_warehouse: Warehouse, tmp_path: Path, place: int) -> None:
    assert not survivors(rounds()[place], tmp_path, built_warehouse.build_database)
