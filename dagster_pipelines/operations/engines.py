"""What a refresh leaves to the engine that its models are built on. The class here is DuckDB, the default: everything
is in the build database already. `dagster_pipelines/snowflake/engine.py` is the other one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from dagster_pipelines.environments import Settings
from dagster_pipelines.landing import latest_document_date
from dagster_pipelines.landing.document_dates import DOCUMENT_DATES


class Engine:
    """Steps around those that all engines share. `connection` is the local build database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @contextmanager
    def lock(self, refresh_id: str) -> Iterator[None]:
        """Hold what the warehouse folder's own lock does not cover."""
        yield

    def before_load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Bring in what is known of files loaded before."""

    def after_load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Hand on what the reader put into the local raw schema."""

    def latest_document_date(self, connection: duckdb.DuckDBPyConnection, today: date) -> date | None:
        """The latest document date in raw that is not after `today`."""
        return latest_document_date(connection, today)

    def later_document_date(self, connection: duckdb.DuckDBPyConnection, as_of: date) -> date | None:
        """The first document date after the as-of date, where there is one."""
        dates = " union all ".join(
            f"select min(try_cast({column} as date)) as later from raw.{table} where try_cast({column} as date) > $day"
            for table, column in DOCUMENT_DATES.items()
        )
        return connection.execute(f"select min(later) from ({dates})", {"day": as_of}).fetchall()[0][0]

    def before_build(self) -> None:
        """Prepare what dbt needs."""

    def after_build(self) -> None:
        """Have what is served in the local build database."""

    def release(self, snapshot_database: Path) -> None:
        """Let readers elsewhere see the same refresh, before the folder's link is moved."""


def engine_of(settings: Settings) -> Engine:
    """The engine of the dbt target."""
    if settings.dbt_target == "duckdb":
        return Engine(settings)
    from dagster_pipelines.snowflake.engine import SnowflakeEngine

    return SnowflakeEngine(settings)
