"""The production instance: runs are recorded in a real PostgreSQL that this test starts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.dagster_pipelines.late_receipts import landing_with_late_receipt
from tests.refreshes import REPOSITORY, Warehouse, run_refresh

PRODUCTION = REPOSITORY / "dagster_pipelines" / "dagster_postgres.yaml"
PASSWORD = "planted-secret-6f1c"


def as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def postgres_server(binaries: Path, folder: Path) -> Iterator[str]:
    """A throw-away server; yields the address of its database."""
    folder.mkdir()
    password = folder / "password"
    password.write_text(PASSWORD, "utf-8")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        shutil.chown(password, "postgres", "postgres")
        # pytest closes its temporary folders to others; how deep they lie depends on the number of processes.
        for parent in folder.parents:
            if not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o055)
    data, port = folder / "data", free_port()
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "dagster", "-A", "scram-sha-256", f"--pwfile={password}"]
    subprocess.run(as_owner(initdb), check=True, capture_output=True, timeout=120)
    server = subprocess.Popen(
        as_owner([str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ready = [str(binaries / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)]
        deadline = time.monotonic() + 60
        while subprocess.run(ready, capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, "PostgreSQL does not start"
            time.sleep(0.2)
        yield f"postgresql+psycopg2://dagster:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)


def query(binaries: Path, address: str, sql: str) -> str:
    command = [str(binaries / "psql"), address.replace("+psycopg2", ""), "-tA", "-c", sql]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


@pytest.mark.postgres
@pytest.mark.timeout(1200)
def test_runs_are_recorded_in_postgres_and_no_secret_is_kept(
    built_warehouse: Warehouse, tmp_path: Path, postgres_bin: Path
) -> None:
    warehouse = built_warehouse.copy(tmp_path / "warehouse")
    shutil.copy(PRODUCTION, warehouse.folder / "dagster" / "dagster.yaml")
    landing = landing_with_late_receipt(tmp_path / "landing")
    with postgres_server(postgres_bin, tmp_path / "postgres") as address:
        result = run_refresh(
            warehouse,
            LANDING=str(landing),
            DAGSTER_POSTGRES_URL=address,
            ALERT_SINKS=f"json://robot:{PASSWORD}@127.0.0.1:9/alerts",
        )
        assert result.returncode == 0, result.stderr
        assert query(postgres_bin, address, "select status from runs") == "SUCCESS"
        assert int(
            query(postgres_bin, address, "select count(*) from event_logs where dagster_event_type like 'ASSET_%'")
        )
        events = query(postgres_bin, address, "select string_agg(event, ' ') from event_logs")
    warehouse.remove_write_protection()
    assert PASSWORD not in events
    assert PASSWORD not in result.stdout + result.stderr
    assert [
        path for path in warehouse.folder.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()
    ] == []
