"""A year of monthly drops with corrections, in any order of arrival, ends in the same warehouse as all at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.dagster_pipelines.drops import deliver, make_drops
from tests.refreshes import Warehouse, run_refresh

# Run ids and times are what they are; everything else must be equal.
OWN_TO_A_RUN = {"refresh_log", "restatements"}
SOAK_SEEDS = range(2, 7)


def differing_tables(one: Path, other: Path) -> dict[str, int]:
    """Served tables that differ, with the number of rows that only one of the two has."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)").fetchall()
        connection.execute(f"attach '{other}' as other (read_only)").fetchall()
        names = {
            database: {
                tuple(row)
                for row in connection.execute(
                    "select schema_name, table_name from duckdb_tables() where database_name = ?", [database]
                ).fetchall()
            }
            for database in ("one", "other")
        }
        assert names["one"] == names["other"]
        found = {}
        for schema, table in sorted(names["one"]):
            if table in OWN_TO_A_RUN:
                continue
            count = connection.execute(
                f"select count(*) from ((from one.{schema}.{table} except all from other.{schema}.{table}) "
                f"union all (from other.{schema}.{table} except all from one.{schema}.{table}))"
            ).fetchall()[0][0]
            if count:
                found[f"{schema}.{table}"] = count
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for name in ("piecemeal", "scratch"):
        Warehouse(tmp_path / name).remove_write_protection()


def replay(folder: Path, seed: int, stops: int) -> dict[str, int]:
    """Let drops arrive in random order, refreshing `stops` times on the way; what then differs from all at once."""
    drops = make_drops(folder / "drops", seed)
    first, *others = drops
    random.Random(seed).shuffle(others)
    arrival = [first, *others]
    landing, all_at_once = folder / "landing", folder / "all"
    pauses = {len(arrival) * (stop + 1) // stops - 1 for stop in range(stops)}
    piecemeal = Warehouse(folder / "piecemeal")
    for number, drop in enumerate(arrival):
        deliver(folder / "drops" / drop, landing)
        deliver(folder / "drops" / drop, all_at_once)
        if number in pauses:
            result = run_refresh(piecemeal, LANDING=str(landing))
            assert result.returncode == 0, result.stderr
    scratch = Warehouse(folder / "scratch")
    result = run_refresh(scratch, LANDING=str(all_at_once))
    assert result.returncode == 0, result.stderr
    assert piecemeal.query("select count(*) > 0 from quality.restatements") == [(True,)]
    return differing_tables(piecemeal.served_database, scratch.served_database)


@pytest.mark.timeout(1500)
@pytest.mark.soak
def test_any_order_of_arrival_gives_the_same_warehouse(folder: Path) -> None:
    assert replay(folder, seed=1, stops=2) == {}


@pytest.mark.soak
@pytest.mark.timeout(5000)
@pytest.mark.parametrize("seed", SOAK_SEEDS)
def test_many_orders_of_arrival_give_the_same_warehouse(folder: Path, seed: int) -> None:
    assert replay(folder, seed, stops=13) == {}
