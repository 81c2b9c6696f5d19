"""Readers that query what is served, over and over, while refreshes run and die."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.refreshes import Warehouse

# One query over several tables of a snapshot: it fails or disagrees with itself on anything torn.
FIGURES = """
select
    (select max(refresh_id) from quality.refresh_log where is_current and is_published),
    (select count(*) from marts.customer_value_metrics),
    (select sum(net_amount) from core.fct_invoices)
"""


@dataclass
class Readers:
    """Threads that read until told to stop; `failures` must stay empty."""

    warehouse: Warehouse
    reads: int = 0
    failures: list[str] = field(default_factory=list)
    seen: dict[str, set[tuple]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def _read_once(self) -> None:
        folder = self.warehouse.current.resolve()
        with duckdb.connect(str(self.warehouse.served_database), read_only=True) as connection:
            refresh_id, *figures = connection.execute(FIGURES).fetchall()[0]
        self.seen.setdefault(refresh_id, set()).add(tuple(figures))
        page = (folder / "dashboards" / "index.html").read_text("utf-8")
        if "</html>" not in page:
            self.failures.append(f"{folder.name}: the page is cut off")
        if not list(folder.glob("*.duckdb")):
            self.failures.append(f"{folder.name}: no database")

    def _loop(self) -> None:
        while not self._stop.is_set():
            try:
                self._read_once()
                self.reads += 1
            except (duckdb.Error, OSError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")

    def __enter__(self) -> Readers:
        self._threads = [threading.Thread(target=self._loop, daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def torn(self) -> list[str]:
        """Refreshes that showed different figures to different readers."""
        return [refresh_id for refresh_id, figures in self.seen.items() if len(figures) > 1]


def leftovers(folder: Path) -> list[str]:
    """What a killed refresh may leave in the serving folder and a later one must sweep."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]
