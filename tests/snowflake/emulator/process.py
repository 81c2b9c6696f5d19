"""The emulator as a process of its own, started and stopped by tests."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "customer_value_build"
START_SECONDS = 60


@dataclass(frozen=True)
class Emulator:
    """A running emulator."""

    port: int

    @property
    def environment(self) -> dict[str, str]:
        """What dbt and the pipelines need in order to find it."""
        return {"DBT_TARGET": "snowflake_fake", "FAKE_SNOWFLAKE_PORT": str(self.port), "no_proxy": "127.0.0.1"}

    def connect(self, schema: str = "core", database: str = DATABASE) -> Any:
        """A connection of Snowflake's own Python connector."""
        import snowflake.connector

        os.environ["no_proxy"] = "127.0.0.1"
        return snowflake.connector.connect(
            account="fakesnow", user="fake", password="snow", host="127.0.0.1", port=self.port, protocol="http",
            database=database, schema=schema, network_timeout=60,
        )  # fmt: skip

    def copy_schema(self, file: Path, schema: str, database: str = DATABASE) -> None:
        """Every table of a schema of a DuckDB file, into the same schema here."""
        with contextlib.closing(self.connect(database=database)) as connection:
            connection.cursor().execute(f"emulator copy schema {schema} from '{file}' into {database}.{schema}")


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running_emulator(port: int | None = None) -> Iterator[Emulator]:
    """A started emulator, stopped at the end. Each one begins empty."""
    port = port or free_port()
    command = [sys.executable, "-m", "tests.snowflake.emulator", str(port)]
    # A file, not a pipe: nobody reads while the server runs, and a full pipe would stop it.
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(server, port, log)
            yield Emulator(port)
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if server.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"the emulator did not start:\n{log.read().decode()}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"the emulator does not answer on port {port} after {START_SECONDS} s")
        time.sleep(0.1)
