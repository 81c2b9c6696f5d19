"""Dagster's event log in SQLite with one engine a file, for a process that writes thousands of events."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as db
import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

STORAGE_KEYS = {"storage", "event_log_storage", "run_storage", "schedule_storage"}


class KeptEngineEventLogStorage(SqliteEventLogStorage):
    """The stock storage makes an engine for every statement and so compiles each statement anew.

    Files, tables and locking are the stock ones, so that the UI reads what this writes.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "KeptEngineEventLogStorage":
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            if shard not in self._engines:
                self._engines[shard] = self._new_engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(self._engines[shard])
                self._initialized_dbs.add(shard)
            with self._engines[shard].connect() as connection, connection.begin():
                yield connection

    def _new_engine(self, shard: str) -> Engine:
        # The lock lets one thread in at a time, so a connection may pass from one to the next.
        arguments = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
        engine = db.create_engine(self.conn_string_for_shard(shard), poolclass=QueuePool, pool_size=1, connect_args=arguments)
        db.event.listen(engine, "connect", _without_sync_at_each_commit)
        return engine

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


def _without_sync_at_each_commit(connection: Any, _record: Any) -> None:
    # With a write-ahead log a killed process loses nothing this way; a power cut loses the last events at most.
    connection.execute("PRAGMA synchronous=NORMAL")


def kept_engines(instance_file: Path, base_dir: Path) -> dict[str, Any]:
    """Overrides of an instance that has no storage of its own configured; none for one that has, such as PostgreSQL."""
    configured = yaml.safe_load(instance_file.read_text("utf-8")) or {}
    if STORAGE_KEYS & configured.keys():
        return {}
    here = {"module": __name__, "class": KeptEngineEventLogStorage.__name__}
    return {"event_log_storage": {**here, "config": {"base_dir": str(base_dir / "history" / "runs")}}}
