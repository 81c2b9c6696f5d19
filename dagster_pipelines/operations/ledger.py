"""The run ledger of a warehouse: one JSON line an event, only ever appended."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

STARTED, PUBLISHED, FAILED, ABANDONED = "started", "published", "failed", "abandoned"


@dataclass(frozen=True)
class LedgerEntry:
    """One refresh, folded from its events. Times are UTC; `outcome` is the last event."""

    refresh_id: str
    outcome: str
    started_at: str
    finished_at: str | None = None
    as_of_date: str | None = None
    policy_version: str | None = None
    code_version: str | None = None
    input_version: str | None = None
    later_document_date: str | None = None
    last_load_id: int | None = None
    reporting_currency: str | None = None
    is_current: bool = False
    message: str | None = None

    @property
    def is_published(self) -> bool:
        return self.outcome == PUBLISHED


def now() -> str:
    """This moment in UTC, to the millisecond."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")


class Ledger:
    """Reads and appends `refresh_log.jsonl`."""

    def __init__(self, warehouse: Path) -> None:
        self.path = warehouse / "refresh_log.jsonl"

    def append(self, refresh_id: str, event: str, **facts: Any) -> None:
        """Write one event and wait until it is on disk. A line torn by a full disk never spoils the next one."""
        line = json.dumps({"refresh_id": refresh_id, "event": event, "at": now(), **facts}) + "\n"
        with self.path.open("a+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(size - 1)
                if stream.read(1) != b"\n":
                    line = "\n" + line
            stream.write(line.encode())
            stream.flush()
            os.fsync(stream.fileno())

    def entries(self) -> list[LedgerEntry]:
        """Refreshes in the order in which they started."""
        found: dict[str, dict[str, Any]] = {}
        for event in self._events():
            refresh_id, at = event.pop("refresh_id"), event.pop("at")
            entry = found.setdefault(refresh_id, {"refresh_id": refresh_id, "started_at": at})
            entry["outcome"] = event.pop("event")
            if entry["outcome"] != STARTED:
                entry["finished_at"] = at
            entry.update(event)
        names = set(LedgerEntry.__dataclass_fields__)
        return [
            LedgerEntry(**{name: value for name, value in entry.items() if name in names}) for entry in found.values()
        ]

    def _events(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        events = []
        for line in self.path.read_text("utf-8", errors="replace").splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue  # the line that a crash cut off; its refresh is marked abandoned by the next one
            if isinstance(event, dict) and {"refresh_id", "event", "at"} <= set(event):
                events.append(event)
        return events

    def last_published(self) -> LedgerEntry | None:
        published = [entry for entry in self.entries() if entry.is_published]
        return published[-1] if published else None


def as_row(entry: LedgerEntry) -> dict[str, Any]:
    """An entry as a row of quality.refresh_log."""
    return {**asdict(entry), "is_published": entry.is_published}
