"""The one job, from landing files to what readers see."""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Landing files → raw → dbt models and checks → snapshot → pages → current. One process, one dbt build.",
)


@dg.definitions
def jobs() -> dg.Definitions:
    return dg.Definitions(jobs=[refresh], executor=dg.in_process_executor)
