"""Refreshes that are killed, meet one another, or find a disk that is full: readers never notice."""

from __future__ import annotations

import csv
import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dagster_pipelines.readers import Readers, leftovers
from tests.refreshes import DEMO, REPOSITORY, Warehouse, environment, refresh_command, run_refresh

KILLS = 5
SOAK_KILLS = 50
SPARE_BYTES = 2_000_000


@pytest.fixture
def warehouse(built_warehouse: Warehouse, tmp_path: Path) -> Iterator[Warehouse]:
    """A published warehouse of one's own."""
    copy = Warehouse(tmp_path / "warehouse")
    shutil.copytree(built_warehouse.folder, copy.folder, symlinks=True)
    yield copy
    copy.remove_write_protection()


def landing_with_late_receipt(folder: Path, number: int = 1) -> Path:
    """The demo company with one receipt that came late."""
    if not folder.exists():
        shutil.copytree(DEMO, folder)
    with (DEMO / "receipts.csv").open(newline="", encoding="utf-8") as stream:
        row = next(csv.DictReader(stream))
    (folder / "receipts").mkdir(exist_ok=True)
    with (folder / "receipts" / f"late_{number}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(row))
        writer.writeheader()
        writer.writerow({**row, "receipt_id": f"LATE-{number}", "amount": "100.00"})
    return folder


def kill_at(warehouse: Warehouse, landing: Path, seconds: float) -> int:
    """Start a refresh in a process group of its own and kill all of it; its return code."""
    process = subprocess.Popen(
        refresh_command(),
        cwd=REPOSITORY,
        env=environment(warehouse, {"LANDING": str(landing)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def kill_and_recover(warehouse: Warehouse, landing: Path, kills: int, longest: float) -> None:
    """Kill refreshes at random moments while readers read; then one refresh puts everything right."""
    moments = random.Random(20261124)
    with Readers(warehouse) as readers:
        for number in range(kills):
            landing_with_late_receipt(landing, number)
            kill_at(warehouse, landing, moments.uniform(0.5, longest))
        result = run_refresh(warehouse, LANDING=str(landing))
    assert result.returncode == 0, result.stderr
    assert readers.reads > 0
    assert readers.failures == []
    assert readers.torn() == []
    assert leftovers(warehouse.folder / "serving") == []
    assert warehouse.query("select count(*) from core.fct_receipts where receipt_id like 'LATE-%'") == [(kills,)]
    outcomes = {outcome for (outcome,) in warehouse.query("select outcome from quality.refresh_log")}
    assert outcomes <= {"published", "abandoned"}


@pytest.mark.timeout(1500)
@pytest.mark.soak
def test_killed_refreshes_are_never_noticed(warehouse: Warehouse, tmp_path: Path, refresh_seconds: float) -> None:
    kill_and_recover(warehouse, tmp_path / "landing", KILLS, refresh_seconds)


@pytest.mark.soak
@pytest.mark.timeout(10_000)
def test_many_killed_refreshes_are_never_noticed(warehouse: Warehouse, tmp_path: Path, refresh_seconds: float) -> None:
    kill_and_recover(warehouse, tmp_path / "landing", SOAK_KILLS, refresh_seconds)


def test_a_failing_check_leaves_what_is_served_and_says_which_rows(warehouse: Warehouse, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    policy.mkdir()
    original = (REPOSITORY / "seeds" / "policy" / "collection_parameters.csv").read_text("utf-8").rstrip("\n")
    doubled = original.splitlines()[-1]
    (policy / "collection_parameters.csv").write_text(f"{original}\n{doubled}\n", "utf-8")
    before = warehouse.current.resolve(), sorted(path.name for path in (warehouse.folder / "serving").iterdir())
    result = run_refresh(warehouse, POLICY=str(policy))
    assert result.returncode == 1
    assert "FAILED collection_parameters" in result.stderr
    assert "break the check collection_parameters_have_one_version_per_start" in result.stderr
    assert doubled.split(",")[0] in result.stderr
    assert "stays published" in result.stderr
    assert (warehouse.current.resolve(), sorted(p.name for p in (warehouse.folder / "serving").iterdir())) == before
    assert warehouse.query("select 1 from quality.refresh_log") == [(1,)]


@pytest.mark.soak
def test_two_refreshes_at_once_run_one_after_the_other(warehouse: Warehouse, tmp_path: Path) -> None:
    landing = landing_with_late_receipt(tmp_path / "landing")
    both = [
        subprocess.Popen(
            refresh_command(),
            cwd=REPOSITORY,
            env=environment(warehouse, {"LANDING": str(landing)}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=800)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("nothing new" in text for text in said) == 1
    assert sum("published" in text for text in said) == 1
    assert any("another refresh runs in this warehouse" in text for text in said)


@pytest.mark.soak
def test_who_does_not_wait_is_told_who_is_at_it(warehouse: Warehouse, tmp_path: Path) -> None:
    landing = landing_with_late_receipt(tmp_path / "landing")
    first = subprocess.Popen(
        refresh_command(),
        cwd=REPOSITORY,
        env=environment(warehouse, {"LANDING": str(landing)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while str(first.pid) not in (warehouse.folder / "refresh.lock").read_text("utf-8"):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        second = run_refresh(warehouse, LANDING=str(landing), REFRESH_WAIT_SECONDS="0")
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert second.returncode == 1
    assert f"process {first.pid}" in second.stderr


@pytest.mark.root
@pytest.mark.soak
def test_a_full_disk_gets_one_clear_sentence(built_warehouse: Warehouse, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = 2 * sum(path.stat().st_size for path in built_warehouse.folder.rglob("*") if path.is_file())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
    try:
        warehouse = Warehouse(disk / "warehouse")
        shutil.copytree(built_warehouse.folder, warehouse.folder, symlinks=True)
        (disk / "somebody_elses").write_bytes(bytes(shutil.disk_usage(disk).free - SPARE_BYTES))
        before = warehouse.current.resolve()
        result = run_refresh(warehouse, LANDING=str(landing_with_late_receipt(tmp_path / "landing")))
        assert result.returncode == 1
        assert "is full: free space" in result.stderr
        assert "Traceback" not in result.stderr
        assert warehouse.current.resolve() == before
        assert warehouse.query("select count(*) > 0 from marts.customer_value_metrics") == [(True,)]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.root
def test_a_folder_without_write_permission_gets_one_clear_sentence(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    warehouse = Warehouse(tmp_path / "warehouse")
    warehouse.folder.mkdir()
    warehouse.folder.chmod(0o755)
    # The interpreter may stand in a home that nobody can read: change the user after it has started.
    program = (
        "import os, sys; from dagster_pipelines.refresh import refresh; "
        f"os.setgid({nobody.pw_gid}); os.setuid({nobody.pw_uid}); sys.exit(refresh())"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env=environment(warehouse, {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 1
    assert "cannot be written: give this user the right to write" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
