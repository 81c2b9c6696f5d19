"""The one job, from landing files to what readers see, and its twin for earlier days."""

from datetime import timedelta

import dagster as dg

_DAY = timedelta(days=1)
FIRST_MONTH = "2000-01-01"
MONTHS = dg.MonthlyPartitionsDefinition(start_date=FIRST_MONTH)
DESCRIPTION = "Landing files → raw → dbt models and checks → snapshot → pages → current. One process, one dbt build."


def last_day(partition_key: str) -> str:
    """The as-of date of a month's partition: its last day."""
    start = dg.TimeWindowPartitionsDefinition.time_window_for_partition_key(MONTHS, partition_key).end
    return (start.date() - _DAY).isoformat()


def run_config(as_of: str | None = None, is_forced: bool = False) -> dict:
    """Run configuration of a refresh."""
    return {"resources": {"refresh_run": {"config": {"as_of": as_of, "is_forced": is_forced}}}}


@dg.partitioned_config(partitions_def=MONTHS)
def as_of_month_end(partition_key: str) -> dict:
    return run_config(last_day(partition_key))


refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description=DESCRIPTION,
)

backfill = dg.define_asset_job(
    "backfill",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    config=as_of_month_end,
    description="The refresh as of an earlier month-end. It publishes its snapshot; current never moves backwards.",
)


@dg.definitions
def jobs() -> dg.Definitions:
    return dg.Definitions(jobs=[refresh, backfill], executor=dg.in_process_executor)
