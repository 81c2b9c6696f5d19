"""A connection to Snowflake with the credentials of dbt's profile: one place for accounts, keys and roles."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dagster_pipelines.environments import DBT_PROJECT, Settings, dbt_environment, process_environment

NETWORK_TIMEOUT_SECONDS = 300


def credentials(settings: Settings) -> Any:
    """dbt-snowflake's credentials of the target, as its profile states them."""
    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context

    with dbt_environment(settings, settings.policy):
        # A profile is rendered with the variables of an invocation, and no dbt command runs here.
        set_invocation_context(process_environment())
        set_from_args(Namespace(profiles_dir=str(DBT_PROJECT), project_dir=str(DBT_PROJECT)), None)
        return load_profile(str(DBT_PROJECT), {}, target_override=settings.dbt_target).credentials


@contextmanager
def connected(settings: Settings) -> Iterator[Any]:
    """An open connection of Snowflake's own connector; closed at the end."""
    import snowflake.connector

    found = credentials(settings)
    connection = snowflake.connector.connect(
        account=found.account,
        database=found.database,
        schema=found.schema,
        warehouse=found.warehouse,
        role=found.role,
        autocommit=True,
        session_parameters={"QUERY_TAG": "customer_value:refresh"},
        network_timeout=NETWORK_TIMEOUT_SECONDS,
        **found.auth_args(),
    )
    try:
        yield connection
    finally:
        connection.close()


def run(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    """Run one statement; its rows."""
    return connection.cursor().execute(sql).fetchall()
