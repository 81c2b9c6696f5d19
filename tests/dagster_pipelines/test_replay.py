"""A year of monthly drops with corrections, in any order of arrival, ends in the same warehouse as all at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_pipelines.landing import load_landing
from tests.dagster_pipelines.drops import deliver, make_drops
from tests.refreshes import REPOSITORY, Warehouse, environment, refresh_command, run_refresh

# Run ids and times are what they are; everything else must be equal.
OWN_TO_A_RUN = {"refresh_log", "restatements"}
# These name files and what later files changed: equal only where both warehouses read the same files.
NAME_FILES = {"load_audit", "rejected_rows", "corrected_records"}
SEED = 1
SOAK_SEEDS = range(2, 7)
SOAK_STOPS = 2


def differing_tables(one: Path, other: Path, left_out: set[str]) -> dict[str, int]:
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
        assert len(names["one"]) > 50
        found = {}
        for schema, table in sorted(names["one"]):
            if table in left_out:
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


def shuffled(drops: list[str], seed: int) -> list[str]:
    """The first full delivery, then the months as they happen to arrive."""
    first, *others = drops
    random.Random(seed).shuffle(others)
    return [first, *others]


def start(warehouse: Warehouse, landing: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        refresh_command(),
        cwd=REPOSITORY,
        env=environment(warehouse, {"LANDING": str(landing)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_until_it_holds(warehouse: Warehouse, process: subprocess.Popen[str]) -> None:
    """Until a refresh has taken its warehouse."""
    lock, deadline = warehouse.folder / "refresh.lock", time.monotonic() + 60
    while not lock.exists() or str(process.pid) not in lock.read_text("utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_months_in_random_order_under_refreshes_that_meet_equal_the_whole(
    built_warehouse: Warehouse, folder: Path
) -> None:
    """Drops hold wrong versions of invoices that later drops put right, so that the end is the demo company.

    Each drop is loaded as it arrives. At the end two refreshes meet and a third does not wait: one runs.
    """
    drops = make_drops(folder / "drops", SEED, is_put_right=True)
    piecemeal, landing = Warehouse(folder / "piecemeal"), folder / "landing"
    piecemeal.folder.mkdir()
    for drop in shuffled(drops, SEED):
        deliver(folder / "drops" / drop, landing)
        with duckdb.connect(str(piecemeal.build_database)) as connection:
            load_landing(connection, landing, settle_seconds=0)
    first = start(piecemeal, landing)
    try:
        wait_until_it_holds(piecemeal, first)
        second = start(piecemeal, landing)
        third = run_refresh(piecemeal, LANDING=str(landing), REFRESH_WAIT_SECONDS="0")
        said = [process.communicate(timeout=500)[0] for process in (first, second)]
    finally:
        for process in (first, second):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert third.returncode == 1
    assert f"process {first.pid}" in third.stderr
    assert [first.returncode, second.returncode] == [0, 0], said
    assert "published" in said[0]
    assert "another refresh runs in this warehouse" in said[1] and "nothing new" in said[1]
    assert piecemeal.query("select sum(superseded) > 20 from quality.load_audit") == [(True,)]
    left_out = OWN_TO_A_RUN | NAME_FILES
    assert differing_tables(piecemeal.served_database, built_warehouse.served_database, left_out) == {}


def replay(folder: Path, seed: int, stops: int) -> dict[str, int]:
    """Let drops arrive in random order, refreshing `stops` times on the way; what then differs from all at once."""
    arrival = shuffled(make_drops(folder / "drops", seed), seed)
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
    return differing_tables(piecemeal.served_database, scratch.served_database, OWN_TO_A_RUN)


@pytest.mark.soak
@pytest.mark.timeout(5000)
@pytest.mark.parametrize("seed", SOAK_SEEDS)
def test_many_orders_of_arrival_give_the_same_warehouse(folder: Path, seed: int) -> None:
    assert replay(folder, seed, SOAK_STOPS) == {}
