"""One refresh at a time in an account, whichever machine it runs on.

The lock of the warehouse folder covers one machine. Creating a table that stands already fails, and Snowflake creates
it for one of two callers: that is the lock. A refresh that is killed leaves it behind, so it says who holds it since
when, and how to remove it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import snowflake.connector

from dagster_pipelines.operations.lock import WarehouseBusy
from dagster_pipelines.snowflake import statements
from dagster_pipelines.snowflake.connection import run

ALREADY_THERE = (2002, 2003)


@contextmanager
def account_lock(remote: Any, database: str, refresh_id: str) -> Iterator[None]:
    """Hold the build database. Raises WarehouseBusy with the holder where another refresh has it."""
    create_schema, take = statements.take_lock(database, refresh_id)
    run(remote, create_schema)
    try:
        run(remote, take)
    except snowflake.connector.errors.ProgrammingError as error:
        if error.errno not in ALREADY_THERE:
            raise
        raise WarehouseBusy(_who(remote, database)) from None
    try:
        yield
    finally:
        run(remote, statements.release_lock(database))


def _who(remote: Any, database: str) -> str:
    holders = [holder for (holder,) in run(remote, statements.lock_holder(database))]
    return (
        f"Refresh {', '.join(holders) or 'unknown'} holds {database} on Snowflake: wait for it. If it was killed, "
        f"remove its lock: {statements.release_lock(database)}"
    )
