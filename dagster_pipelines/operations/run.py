"""One refresh, stage by stage: load, build, publish. Dagster calls the stages; nothing here knows Dagster."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb

from dagster_pipelines.alerting.collect import failure_alert, mart_alerts
from dagster_pipelines.alerting.deliver import deliver_in_background
from dagster_pipelines.alerting.outbox import Outbox
from dagster_pipelines.environments import Settings
from dagster_pipelines.landing import LandingError, LoadReport, load_landing
from dagster_pipelines.landing.adapters import adapted_tables
from dagster_pipelines.landing.discovery import discover
from dagster_pipelines.landing.ledger import active_hashes, next_load_id
from dagster_pipelines.landing.look import look_at
from dagster_pipelines.operations.build_state import BuildState, BuildStateFile
from dagster_pipelines.operations.engines import engine_of
from dagster_pipelines.operations.ledger import ABANDONED, FAILED, PUBLISHED, STARTED, Ledger, LedgerEntry, now
from dagster_pipelines.operations.lock import warehouse_lock
from dagster_pipelines.operations.policy import policy_folder
from dagster_pipelines.operations.terminal import Terminal
from dagster_pipelines.operations.versions import code_version, input_version, policy_version
from dagster_pipelines.publishing import folders


def new_refresh_id() -> str:
    """Sorts by time; the end keeps two warehouses apart that are compared."""
    return f"{datetime.now(UTC):%Y%m%dt%H%M%S}-{secrets.token_hex(2)}"


class RefreshRun:
    """Holds the warehouse while one refresh runs."""

    def __init__(self, settings: Settings, terminal: Terminal) -> None:
        self.settings = settings
        self.terminal = terminal
        self.engine = engine_of(settings)
        self.ledger = Ledger(settings.warehouse)
        self.state_file = BuildStateFile(settings.warehouse)
        self.outbox = Outbox(settings.warehouse)
        self.refresh_id = new_refresh_id()
        self.is_forced = False
        self.has_started = False
        self.has_published = False
        self.failure: str | None = None
        self.policy_version = policy_version(policy_folder(settings))
        self.code_version = code_version()

    # ---- what is new

    def version_of(self, hashes: dict[str, str]) -> str:
        """Fingerprint of everything that decides the figures but the day."""
        settings = self.settings
        return input_version(
            hashes, self.policy_version, self.code_version, settings.dbt_variables(), settings.dbt_target
        )

    def _known_hashes(self) -> dict[str, str]:
        if not self.settings.build_database.exists():
            return {}
        with duckdb.connect(str(self.settings.build_database)) as connection:
            return active_hashes(connection)

    def _adapted_tables(self) -> frozenset[str]:
        """Tables that an adapter supplies in place of landing files."""
        return adapted_tables(self.settings.variables.get("landing_adapter"))

    def unchanged_since(self) -> LedgerEntry | None:
        """The published refresh that this one would repeat, if its snapshot still stands."""
        if self._adapted_tables():
            return None  # whether an adapter's tables changed is not known without reading them
        known = self._known_hashes()
        files = discover(self.settings.landing).files
        now = known | {file.name: look_at(file.path, is_text=False).content_hash for file in files}
        if now != known:
            return None
        version, standing = self.version_of(known), set(folders.snapshot_ids(self.settings.serving))
        for entry in reversed(self.ledger.entries()):
            if not entry.is_published or entry.input_version != version or entry.refresh_id not in standing:
                continue
            if self.settings.as_of:
                if entry.as_of_date == self.settings.as_of.isoformat():
                    return entry
            elif entry.refresh_id == folders.current_refresh_id(self.settings.serving):
                later = entry.later_document_date
                return None if later and later <= self.settings.today.isoformat() else entry
        return None

    def forget_build(self) -> None:
        """Delete the build database; landing files, snapshots and the ledger stay."""
        for path in self.settings.warehouse.glob("build.duckdb*"):
            path.unlink()

    # ---- stages

    def start(self) -> None:
        if not self.has_started:
            self.ledger.append(
                self.refresh_id, STARTED, policy_version=self.policy_version, code_version=self.code_version
            )
            self.has_started = True

    def load(self) -> LoadReport:
        """Landing files into raw; settles the as-of date. Raises LandingError."""
        self.start()
        with duckdb.connect(str(self.settings.build_database)) as connection:
            self.engine.before_load(connection)
            report = load_landing(connection, self.settings.landing, adapted=self._adapted_tables())
            self.engine.after_load(connection)
            version = self.version_of(active_hashes(connection))
            as_of = self.settings.as_of or self.engine.latest_document_date(connection, self.settings.today)
            if as_of is None:
                raise LandingError(
                    f"No document in {self.settings.landing} is dated up to {self.settings.today}: "
                    "check the dates of invoices, or say the day with AS_OF."
                )
            later = self.engine.later_document_date(connection, as_of)
            state = BuildState(
                as_of_date=as_of.isoformat(),
                input_version=version,
                later_document_date=later.isoformat() if later else None,
                last_load_id=next_load_id(connection) - 1,
                reporting_currency=self.settings.reporting_currency,
            )
        self.state_file.write(state)
        return report

    def state(self) -> BuildState:
        """What the build database holds. Raises SettingsError before the first load."""
        return self.state_file.read()

    def as_of(self) -> date:
        return date.fromisoformat(self.state().as_of_date)

    def succeed(self, is_current: bool) -> None:
        """The snapshot stands. Alerts speak of what readers see, so a backfill raises none."""
        self.ledger.append(self.refresh_id, PUBLISHED, is_current=is_current, **self.state().ledger_facts())
        self.has_published = True
        if is_current:
            served = self.settings.serving / self.refresh_id / folders.DATABASE_NAME
            if count := self.outbox.add(mart_alerts(served)):
                self.terminal.say(f"{count} new alerts: {self.outbox.alerts_path}")

    @contextmanager
    def stage(self, name: str) -> Iterator[list[str]]:
        """One stage with its line on the terminal; why it failed is kept for the ledger."""
        try:
            with self.terminal.stage(name) as facts:
                yield facts
        except Exception as error:
            self.failure = getattr(error, "description", None) or str(error)
            raise

    def close(self) -> None:
        """Write the end of a refresh that started and published nothing."""
        if self.has_started and not self.has_published:
            reason = self.failure or "stopped"
            self.ledger.append(self.refresh_id, FAILED, message=reason[:500])
            self.outbox.add([failure_alert(self.refresh_id, reason)])
            folders.sweep(self.settings.serving)
        if self.has_started:
            deliver_in_background(self.settings)

    def entry_of_this(self, is_current: bool) -> LedgerEntry:
        """This refresh as its own snapshot shows it."""
        entry = next(entry for entry in self.ledger.entries() if entry.refresh_id == self.refresh_id)
        facts = {**self.state().ledger_facts(), "is_current": is_current, "finished_at": now()}
        return replace(entry, outcome=PUBLISHED, **facts)

    # ---- repair

    def repair(self) -> list[str]:
        """After a crash: sweep unfinished folders, close the ledger lines of killed refreshes; what was done."""
        swept = folders.sweep(self.settings.serving)
        current = folders.current_refresh_id(self.settings.serving)
        lines = [f"swept {name}, left by a refresh that did not end" for name in swept]
        for entry in self.ledger.entries():
            if entry.outcome != STARTED:
                continue
            if entry.refresh_id == current:
                self.ledger.append(entry.refresh_id, PUBLISHED, is_current=True, **self.state().ledger_facts())
                continue
            self.ledger.append(entry.refresh_id, ABANDONED, message="killed before its end")
            self.outbox.add([failure_alert(entry.refresh_id, "it was killed before its end")])
            orphan = self.settings.serving / entry.refresh_id
            if orphan.is_dir():
                folders.remove_folder(orphan)
            lines.append(f"refresh {entry.refresh_id} was killed before its end: nothing of it is served")
        return lines


@contextmanager
def open_run(settings: Settings, terminal: Terminal) -> Iterator[RefreshRun]:
    """A refresh that holds its warehouse. Raises WarehouseBusy, SettingsError or OSError with a sentence for people."""
    for folder in (
        settings.warehouse,
        settings.serving,
        settings.logs,
        settings.dbt_target_path,
        settings.dagster_home,
    ):
        folder.mkdir(parents=True, exist_ok=True)
    with warehouse_lock(settings.warehouse, settings.wait_seconds, terminal.say) as is_taken_now:
        run = RefreshRun(settings, terminal)
        # The command holds the warehouse, and with it the engine's lock, for the job that it runs in the same process.
        with run.engine.lock(run.refresh_id) if is_taken_now else nullcontext():
            for line in run.repair():
                terminal.say(line)
            try:
                yield run
            finally:
                run.close()
