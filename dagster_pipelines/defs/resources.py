"""The refresh as a resource: one object from the first step of a run to the last, holding the warehouse's lock."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from pydantic import Field

from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.run import RefreshRun, open_run
from dagster_pipelines.operations.terminal import Terminal


class RefreshRunResource(dg.ConfigurableResourceFactory[RefreshRun]):
    """Run configuration of a refresh; what is left empty comes from the environment."""

    landing: str | None = Field(default=None, description="Landing folder (LANDING).")
    as_of: str | None = Field(default=None, description="As-of date such as 2026-03-31 (AS_OF); empty = latest document.")
    reporting_currency: str | None = Field(default=None, description="Reporting currency (REPORTING_CURRENCY).")
    policy: str | None = Field(default=None, description="Folder with a company's own policy seeds (POLICY).")
    dbt_target: str | None = Field(default=None, description="duckdb or snowflake (DBT_TARGET).")

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[RefreshRun]:
        settings = current_settings().with_changes(
            landing=self.landing,
            as_of=self.as_of,
            reporting_currency=self.reporting_currency,
            policy=self.policy,
            dbt_target=self.dbt_target,
        )
        with open_run(settings, Terminal()) as run:
            yield run


@dg.definitions
def resources() -> dg.Definitions:
    return dg.Definitions(resources={"refresh_run": RefreshRunResource()})
