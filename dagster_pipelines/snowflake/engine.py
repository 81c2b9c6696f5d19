"""The steps of a refresh whose models are built on Snowflake."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

import duckdb

from dagster_pipelines.environments import Settings
from dagster_pipelines.landing.document_dates import DOCUMENT_DATES
from dagster_pipelines.operations.dbt_runner import manifest_path
from dagster_pipelines.operations.engines import Engine
from dagster_pipelines.snowflake import loading, mirror, publishing, statements
from dagster_pipelines.snowflake.connection import connected, credentials, run
from dagster_pipelines.snowflake.grants import folders_of
from dagster_pipelines.snowflake.library import write_library
from dagster_pipelines.snowflake.lock import account_lock


class SnowflakeEngine(Engine):
    """Connects for each step, since a build in between may take longer than an idle session lives."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.served = settings.snowflake_served_database
        self.serve_lines = bool(settings.variables.get("serve_lines", False))

    @cached_property
    def build(self) -> str:
        """The database that dbt builds in, as the profile names it."""
        return str(credentials(self.settings).database)

    @contextmanager
    def lock(self, refresh_id: str) -> Iterator[None]:
        with connected(self.settings) as remote, account_lock(remote, self.build, refresh_id):
            yield

    def before_load(self, connection: duckdb.DuckDBPyConnection) -> None:
        with connected(self.settings) as remote:
            loading.fetch_ledger(remote, self.build, connection)

    def after_load(self, connection: duckdb.DuckDBPyConnection) -> None:
        with connected(self.settings) as remote:
            loading.copy_new_loads(remote, self.build, connection)

    def latest_document_date(self, connection: duckdb.DuckDBPyConnection, today: date) -> date | None:
        return self._document_date("max", f"<= cast('{today}' as date)")

    def later_document_date(self, connection: duckdb.DuckDBPyConnection, as_of: date) -> date | None:
        return self._document_date("min", f"> cast('{as_of}' as date)")

    def _document_date(self, aggregate: str, condition: str) -> date | None:
        """Asked of Snowflake: the local raw schema holds only what this machine read."""
        with connected(self.settings) as remote:
            found: date | None = run(
                remote, statements.document_date(self.build, DOCUMENT_DATES, aggregate, condition)
            )[0][0]
        return found

    def before_build(self) -> None:
        write_library(self.settings.python_library)

    def after_build(self) -> None:
        with connected(self.settings) as remote:
            mirror.copy_served(
                remote, self.build, self.settings.build_database, manifest_path(self.settings), self.serve_lines
            )

    def release(self, snapshot_database: Path) -> None:
        with connected(self.settings) as remote:
            publishing.prepare(
                remote,
                self.build,
                self.served,
                snapshot_database,
                self.settings.snowflake_reader_roles,
                self.serve_lines,
                folders_of(mirror.served_models(manifest_path(self.settings), self.serve_lines)),
            )
            publishing.swap(remote, self.served)
