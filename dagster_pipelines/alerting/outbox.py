"""The outbox: every alert once, and for each sink which ids it has taken. Two append-only files of JSON lines."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Alert:
    """One message. `alert_id` is stable: the same state of affairs keeps its id, and an id is sent once."""

    alert_id: str
    alert_type: str
    message: str
    who_should_know: str | None = None
    since_date: str | None = None


class Outbox:
    """`alerts/alerts.jsonl` is the file sink and the queue at once; `alerts/delivered.jsonl` says who has what."""

    def __init__(self, warehouse: Path) -> None:
        self.folder = warehouse / "alerts"
        self.alerts_path = self.folder / "alerts.jsonl"
        self.delivered_path = self.folder / "delivered.jsonl"

    def add(self, alerts: Iterable[Alert]) -> int:
        """Queue what is not known yet; how many were new."""
        with self._locked():
            known = {alert.alert_id for alert in self.alerts()}
            fresh = [
                alert for alert in {alert.alert_id: alert for alert in alerts}.values() if alert.alert_id not in known
            ]
            _append(self.alerts_path, [asdict(alert) for alert in fresh])
            return len(fresh)

    def alerts(self) -> list[Alert]:
        return [Alert(**line) for line in _lines(self.alerts_path)]

    def pending(self, sink_id: str) -> list[Alert]:
        """What a sink has not taken, oldest first."""
        taken = {line["alert_id"] for line in _lines(self.delivered_path) if line["sink"] == sink_id}
        return [alert for alert in self.alerts() if alert.alert_id not in taken]

    def mark(self, sink_id: str, alerts: Iterable[Alert]) -> None:
        """Note that a sink has taken alerts, on disk before anything else happens."""
        _append(self.delivered_path, [{"sink": sink_id, "alert_id": alert.alert_id} for alert in alerts])

    def forget_messages(self) -> None:
        """Keep the ids, so that nothing is sent twice, and drop the words, which may name somebody."""
        with self._locked():
            kept = [asdict(replace(alert, message="(erased)")) for alert in self.alerts()]
            self.alerts_path.unlink(missing_ok=True)
            _append(self.alerts_path, kept)

    @contextmanager
    def delivering(self) -> Iterator[bool]:
        """Only one process delivers; False where another one is at it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "delivery.lock").open("a") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "outbox.lock").open("a") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue  # cut off by a crash: it was never acknowledged, so it comes again
    return found


def _append(path: Path, records: list[dict[str, Any]]) -> None:
    if not records:
        return
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    with path.open("a+b") as stream:
        if size := stream.seek(0, os.SEEK_END):
            stream.seek(size - 1)
            text = text if stream.read(1) == b"\n" else "\n" + text
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())
