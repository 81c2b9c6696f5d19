"""`make bi-check`: boots Apache Superset on the served database and does what a BI team does on its first day.

It registers the served database read-only and locked, makes a dataset and a query for every mart, sees column
descriptions and the time column, is refused a file of the machine, then has a new snapshot swapped in and asks again.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import duckdb

from dashboards.bi_check.client import Superset

# A throwaway metastore, reachable from this machine only.
SUPERSET_CONFIG = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(programs: Path, folder: Path, *arguments: str) -> list[str]:
    """A program of Superset's environment with its settings; `env` leaves everything else as the person has it."""
    config = folder / "superset_config.py"
    settings = [f"SUPERSET_CONFIG_PATH={config}", f"SUPERSET_HOME={folder}", "FLASK_APP=superset", "PYTHONPATH="]
    return ["env", *settings, str(programs / arguments[0]), *arguments[1:]]


def run(programs: Path, folder: Path, *arguments: str) -> None:
    done = subprocess.run(command(programs, folder, *arguments), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def wait_for(address: str, server: subprocess.Popen, seconds: int = 120) -> None:
    for _ in range(seconds * 2):
        if server.poll() is not None:
            sys.exit("Superset ended before it answered")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"Superset did not answer within {seconds} s")


def snapshots(served: Path, folder: Path) -> tuple[Path, Path]:
    """A copy of the served folder behind a link, and a second snapshot with one mart changed: (link, second)."""
    first, second, link = folder / "first", folder / "second", folder / "current"
    for target in (first, second):
        target.mkdir()
        shutil.copyfile(served, target / served.name)
        (target / served.name).chmod(0o644)
    with duckdb.connect(str(second / served.name)) as connection:
        connection.execute("delete from marts.customer_profit_curve where contribution_rank = 1").fetchall()
    link.symlink_to(first.name)
    return link, second


def swap(link: Path, target: Path) -> None:
    """What a refresh does: one rename."""
    fresh = link.with_name("fresh")
    fresh.symlink_to(target.name)
    os.replace(fresh, link)


def marts_of(database: Path) -> list[tuple[str, int]]:
    """Every mart with its number of rows."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute("select table_name from information_schema.tables where table_schema = 'marts' order by 1").fetchall()
        return [(n, connection.execute(f"select count(*) from marts.{n}").fetchall()[0][0]) for (n,) in names]


def refused(superset: Superset, database: int) -> bool:
    """Whether a file of the machine stays out of reach of SQL Lab."""
    try:
        answer = superset.post(
            "sqllab/execute/",
            {"database_id": database, "sql": "select * from read_csv('/etc/passwd')", "schema": "marts"},
        )
    except RuntimeError as problem:
        return "disabled" in str(problem) or "Permission" in str(problem)
    return "data" not in answer


def check(superset: Superset, link: Path, second: Path, name: str) -> None:
    marts = marts_of(link / name)
    database = superset.connect(link / name)
    schemas = superset.get(f"database/{database}/schemas/")["result"]
    seconds, described, dated, numbers = [], 0, 0, {}
    for mart, rows in marts:
        dataset = superset.dataset(database, "marts", mart)
        numbers[mart] = dataset["id"]
        counted, took = superset.count_rows(dataset["id"])
        seconds.append(took)
        if counted != rows:
            sys.exit(f"marts.{mart}: Superset counts {counted} rows, the database {rows}")
        unknown = [column["column_name"] for column in dataset["columns"] if not column["type"]]
        if unknown:
            sys.exit(f"marts.{mart}: no type is known for {', '.join(unknown)}")
        described += sum(bool(column.get("description")) for column in dataset["columns"])
        dated += bool(dataset.get("main_dttm_col"))
    print(f"schemas      {', '.join(schemas)}")
    print(f"marts        {len(marts)} datasets, {len(marts)} queries, every count equal; {dated} with a time column")
    print(f"columns      {described} descriptions shown")
    print(f"queries      median {statistics.median(seconds) * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms")
    if not refused(superset, database):
        sys.exit("SQL Lab could read a file of the machine")
    print("locked       a file of the machine is refused")
    before = dict(marts)["customer_profit_curve"]
    swap(link, second)
    after, _ = superset.count_rows(numbers["customer_profit_curve"])
    if after != before - 1:
        sys.exit(f"after the swap Superset still sees {after} rows instead of {before - 1}")
    print(f"swap         the next query saw the new snapshot ({before} → {after} rows), no restart")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="the served database")
    parser.add_argument("environment", type=Path, help="virtual environment with Superset")
    given = parser.parse_args()
    programs, port, password = given.environment.resolve() / "bin", free_port(), secrets.token_hex(8)
    with tempfile.TemporaryDirectory(prefix="bi-check-") as name:
        folder = Path(name)
        config = SUPERSET_CONFIG.format(secret=secrets.token_hex(32), folder=folder)
        (folder / "superset_config.py").write_text(config, encoding="utf-8")
        link, second = snapshots(given.database, folder)
        started = time.perf_counter()
        run(programs, folder, "superset", "db", "upgrade")
        person = ["--username", "admin", "--firstname", "A", "--lastname", "B", "--email", "a@example.com"]
        run(programs, folder, "superset", "fab", "create-admin", *person, "--password", password)
        run(programs, folder, "superset", "init")
        with (folder / "superset.log").open("w") as log:
            threads = ["-w", "1", "-k", "gthread", "--threads", "4", "--timeout", "120"]
            address = ["-b", f"127.0.0.1:{port}", "superset.app:create_app()"]
            started_server = command(programs, folder, "gunicorn", *threads, *address)
            server = subprocess.Popen(started_server, stdout=log, stderr=log)
            try:
                wait_for(f"http://127.0.0.1:{port}", server)
                print(f"booted       in {time.perf_counter() - started:.0f} s")
                check(Superset(f"http://127.0.0.1:{port}", "admin", password), link, second, given.database.name)
            finally:
                server.terminate()
                server.wait(timeout=30)
    print("bi-check passed")


if __name__ == "__main__":
    main()
