"""Every hostile landing folder does what it is stated to do."""

from pathlib import Path

import pytest

from dagster_pipelines.landing import LandingError, load_landing
from tests.landing import hostile_drops, hostile_files, hostile_values
from tests.landing.hostile_case import Case
from tests.landing.staging_sql import Warehouse

CASES = hostile_values.CASES + hostile_files.CASES + hostile_drops.CASES


def outcome_in_words(warehouse: Warehouse) -> str:
    totals = warehouse.totals()
    text = f"loads {totals['loaded']} of {totals['received']}"
    if totals["superseded"]:
        text += f", {totals['superseded']} superseded"
    if totals["rejected"]:
        reasons = ", ".join(f"{table} {code} × {count}" for (table, code), count in sorted(warehouse.rejects().items()))
        text += f", {totals['rejected']} rejected: {reasons}"
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_folder(case: Case, warehouse: Warehouse, tmp_path: Path, outcomes: list[tuple[str, str]]) -> None:
    folder = case.write(tmp_path / "landing")
    if case.stops is not None:
        with pytest.raises(LandingError) as stopped:
            load_landing(warehouse.connection, folder, settle_seconds=0)
        sentence = str(stopped.value)
        outcomes.append((case.name, "stops: " + sentence.replace(str(tmp_path), "…")[:150]))
        assert case.stops in sentence
        assert "\n" not in sentence and sentence.endswith(".") and len(sentence) < 400
        assert warehouse.record_counts() == {}, "a load that stops leaves nothing behind"
        return

    report = load_landing(warehouse.connection, folder, settle_seconds=0)
    warehouse.build()
    outcomes.append((case.name, outcome_in_words(warehouse)))
    assert warehouse.rejects() == dict(case.rejects)
    totals = warehouse.totals()
    assert (totals["loaded"], totals["superseded"]) == (case.loaded, case.superseded)
    assert warehouse.broken_identities() == []
    assert case.waits is None or case.waits in report.waiting


def test_corpus_is_large_and_names_are_unique() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
