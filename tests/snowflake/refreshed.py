"""Refreshes whose models are built on the emulator: the command that people run, with DBT_TARGET changed."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_pipelines.environments import settings_from
from dagster_pipelines.operations.dbt_runner import manifest_path
from tests.dbt_runs import DbtRun
from tests.refreshes import Warehouse, run_refresh
from tests.snowflake.both_targets import BothTargets
from tests.snowflake.emulator.process import Emulator

SERVED = "customer_value"
FOLLOWED = ("core.dim_customers", "core.fct_invoices", "marts.receivables_ageing", "quality.refresh_log")


@dataclass(frozen=True)
class Refresh:
    """What a refresh left: its words, its folder, and what stands served in the account."""

    succeeded: bool
    output: str
    warehouse: Warehouse
    served: dict[str, set[tuple[Any, ...]]]


def rows(emulator: Emulator, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(emulator.connect()) as connection:
        return connection.cursor().execute(sql).fetchall()


def served_tables(emulator: Emulator) -> dict[str, set[tuple[Any, ...]]]:
    """`schema.table` → its rows; empty before the first refresh. Enough tables to notice a mixture of two refreshes."""
    names = rows(
        emulator,
        "select table_schema, table_name from information_schema.tables "
        f"where table_catalog = '{SERVED.upper()}' and table_schema in ('CORE', 'MARTS', 'QUALITY') order by 1, 2",
    )
    found = {f"{schema}.{name}".lower(): set[tuple[Any, ...]]() for schema, name in names}
    for name in set(FOLLOWED) & found.keys():
        found[name] = set(rows(emulator, f"select * from {SERVED}.{name}"))
    return found


def refresh_on(emulator: Emulator, folder: Path, **settings: str) -> Refresh:
    """One refresh in a warehouse folder, with the emulator as its account."""
    warehouse = Warehouse(folder)
    result = run_refresh(warehouse, **emulator.environment, **settings)
    return Refresh(result.returncode == 0, result.stdout + result.stderr, warehouse, served_tables(emulator))


def both_targets(emulator: Emulator, duckdb_file: Path, refresh: Refresh) -> BothTargets:
    """What the refresh built there, beside a build on DuckDB."""
    target = manifest_path(settings_from({"WAREHOUSE": str(refresh.warehouse.folder)})).parent
    both = BothTargets(duckdb_file, emulator, DbtRun(refresh.succeeded, refresh.output, target))
    both.rows.update(both.read())
    return both
