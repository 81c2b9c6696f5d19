"""The refresh as a resource: one object from the first step of a run to the last, holding the warehouse's lock."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.run import RefreshRun, open_run
from dagster_pipelines.operations.terminal import Terminal


def _optional(description: str) -> dg.Field:
    return dg.Field(dg.Noneable(str), is_required=False, default_value=None, description=description)


@dg.resource(
    description="Run configuration of a refresh; what is left empty comes from the environment.",
    config_schema={
        "landing": _optional("Landing folder (LANDING)."),
        "as_of": _optional("As-of date such as 2026-03-31 (AS_OF); empty = the latest document date not after today."),
        "reporting_currency": _optional("Reporting currency (REPORTING_CURRENCY)."),
        "policy": _optional("Folder with a company's own policy seeds (POLICY)."),
        "dbt_target": _optional("duckdb or snowflake (DBT_TARGET)."),
        "is_forced": dg.Field(bool, default_value=False, description="Run every step although nothing is new."),
    },
)
@contextmanager
def refresh_run(context: dg.InitResourceContext) -> Iterator[RefreshRun]:
    changes = dict(context.resource_config)
    is_forced = changes.pop("is_forced")
    with open_run(current_settings().with_changes(**changes), Terminal()) as run:
        run.is_forced = is_forced
        yield run


@dg.definitions
def resources() -> dg.Definitions:
    return dg.Definitions(resources={"refresh_run": refresh_run})
