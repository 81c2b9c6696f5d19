"""Refreshes that are killed, or find a disk that is full or a folder that is not theirs: readers never notice."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dagster_pipelines.late_receipts import landing_with_late_receipt
from tests.dagster_pipelines.readers import Readers, leftovers
from tests.refreshes import REPOSITORY, Warehouse, environment, refresh_command, run_refresh

SHORT_REFRESH = [sys.executable, "-m", "tests.dagster_pipelines.short_refresh"]
# A short refresh takes about fifteen seconds on two cores: kills fall into every stage of it, and some after its end.
SHORT_SECONDS = 14.0
KILLS = 5
SOAK_SHORT_KILLS, SOAK_WHOLE_KILLS = 40, 10
SPARE_BYTES = 2_000_000


@pytest.fixture
def warehouse(built_warehouse: Warehouse, tmp_path: Path) -> Iterator[Warehouse]:
    """A published warehouse of one's own."""
    copy = built_warehouse.copy(tmp_path / "warehouse")
    yield copy
    copy.remove_write_protection()


def kill_at(command: list[str], warehouse: Warehouse, landing: Path, seconds: float) -> bool:
    """Start a refresh in a process group of its own and kill all of it; whether it was still running."""
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment(warehouse, {"LANDING": str(landing)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def kill_under_readers(warehouse: Warehouse, landing: Path, plan: list[tuple[list[str], float]], last: list[str]) -> str:
    """Kill refreshes while readers read; the last one runs to its end and puts everything right. What happened."""
    with Readers(warehouse) as readers:
        killed = 0
        for number, (command, seconds) in enumerate(plan):
            landing_with_late_receipt(landing, number)
            killed += kill_at(command, warehouse, landing, seconds)
        result = run_refresh(warehouse, last, LANDING=str(landing))
    assert result.returncode == 0, result.stdout + result.stderr
    assert readers.failures == []
    assert readers.torn() == []
    assert leftovers(warehouse.folder / "serving") == []
    log = warehouse.query("select outcome, is_current, refresh_id from quality.refresh_log order by refresh_id")
    assert {outcome for outcome, *_ in log} <= {"published", "abandoned"}
    assert log[-1] == ("published", True, warehouse.current.resolve().name)
    assert killed > 0 and readers.reads > killed
    published = sum(outcome == "published" for outcome, *_ in log)
    return (
        f"{len(plan)} refreshes, {killed} killed while running; {readers.reads} reads, {len(readers.failures)} failed, "
        f"{len(readers.torn())} torn; {published} published, {len(log) - published} abandoned"
    )


def test_killed_refreshes_are_never_noticed(warehouse: Warehouse, tmp_path: Path) -> None:
    moments = random.Random(20261124)
    plan = [(SHORT_REFRESH, moments.uniform(1.0, SHORT_SECONDS)) for _ in range(KILLS)]
    print(kill_under_readers(warehouse, tmp_path / "landing", plan, SHORT_REFRESH))


@pytest.mark.soak
@pytest.mark.timeout(10_000)
def test_fifty_killed_refreshes_are_never_noticed(warehouse: Warehouse, tmp_path: Path, refresh_seconds: float) -> None:
    """Forty where files are written and swapped, ten anywhere in a whole refresh, which is mostly dbt."""
    moments = random.Random(8)
    plan = [(SHORT_REFRESH, moments.uniform(0.5, SHORT_SECONDS)) for _ in range(SOAK_SHORT_KILLS)]
    plan += [(refresh_command(), moments.uniform(2.0, refresh_seconds)) for _ in range(SOAK_WHOLE_KILLS)]
    moments.shuffle(plan)
    print(kill_under_readers(warehouse, tmp_path / "landing", plan, refresh_command()))
    assert warehouse.query("select count(*) from core.fct_receipts where receipt_id like 'LATE-%'") == [(len(plan),)]


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
    assert "break the check collection_parameters_are_complete" in result.stderr
    assert doubled.split(",")[0] in result.stderr
    assert "stays published" in result.stderr
    assert (warehouse.current.resolve(), sorted(p.name for p in (warehouse.folder / "serving").iterdir())) == before
    assert warehouse.query("select 1 from quality.refresh_log") == [(1,)]


@pytest.mark.root
@pytest.mark.soak
def test_a_full_disk_gets_one_clear_sentence(built_warehouse: Warehouse, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    used = sum(path.stat().st_size for path in built_warehouse.folder.rglob("*") if path.is_file())
    size = 2 * used + 2 * SPARE_BYTES
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
    try:
        warehouse = built_warehouse.copy(disk / "warehouse")
        with (disk / "somebody_elses").open("wb") as stream:
            for _ in range((shutil.disk_usage(disk).free - SPARE_BYTES) // 2**20):
                stream.write(bytes(2**20))
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
