"""Puts statements, procedures and warehouse operations into fakesnow. Called once, in the server process only."""

import sys
from pathlib import Path
from typing import Any

import fakesnow.arrow
import fakesnow.cursor
import fakesnow.info_schema
import fakesnow.server
import fakesnow.transforms
import pyarrow as pa
import pyarrow.compute as pc
from fakesnow.transforms import stage
from sqlglot import exp

from tests.snowflake.emulator import speed
from tests.snowflake.emulator.procedures import is_procedure, run_procedure
from tests.snowflake.emulator.statements import DONE, rewrite
from tests.snowflake.emulator.warehouse import recognised, run_on_warehouse


def install() -> None:
    """Change fakesnow in this process."""
    _run_rewritten_statements()
    _keep_sums_decimal()
    _keep_integers()
    _escape_table_comments()
    _keep_null_timestamps()
    _name_the_cause_of_failures()
    speed.install()


def _run_rewritten_statements() -> None:
    plain_execute = fakesnow.cursor.FakeSnowflakeCursor.execute
    plain_parse = fakesnow.server.parse_one

    def parse(sql: str) -> Any:
        # Only to classify the statement; what fakesnow's grammar lacks counts as a query.
        return plain_parse(rewrite(sql)[-1] if not is_procedure(sql) and recognised(sql) is None else DONE)

    def execute(cursor: Any, command: str, *args: Any, **kwargs: Any) -> Any:
        if is_procedure(command):
            answer = run_procedure(command, cursor._duck_conn, Path(stage.LOCAL_BUCKET_PATH))
            return plain_execute(cursor, f"select '{answer}' as result")
        if run_on_warehouse(command, cursor._duck_conn):
            return plain_execute(cursor, DONE)
        for statement in rewrite(command):
            result = plain_execute(cursor, statement, *args, **kwargs)
        return result

    fakesnow.server.parse_one = parse
    fakesnow.cursor.FakeSnowflakeCursor.execute = execute  # type: ignore[method-assign]


def _keep_sums_decimal() -> None:
    """fakesnow sums in doubles, so that texts can be summed; Snowflake sums decimals exactly, and so does DuckDB."""
    fakesnow.transforms.numeric_agg_implicit_cast = lambda expression: expression


def _keep_integers() -> None:
    """fakesnow makes every integer a BIGINT, which DuckDB does not add to a date; Snowflake adds any number."""
    plain = fakesnow.transforms.integer_precision

    def only_numbers_without_scale(expression: Any) -> Any:
        return expression if expression.this == exp.DataType.Type.INT else plain(expression)

    fakesnow.transforms.integer_precision = only_numbers_without_scale


def _escape_table_comments() -> None:
    plain = fakesnow.info_schema.insert_table_comment_sql

    def escaped(catalog: str, schema: str, table: str, comment: str | None) -> str:
        return plain(catalog, schema, table, (comment or "").replace("'", "''"))

    fakesnow.info_schema.insert_table_comment_sql = escaped


def _keep_null_timestamps() -> None:
    """Without this a client reads a NULL timestamp as 1970-01-01."""
    plain = fakesnow.arrow.timestamp_to_sf_struct

    def masked(column: Any) -> Any:
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        struct = plain(column)
        if not column.null_count:
            return struct
        return pa.StructArray.from_arrays(struct.flatten(), fields=list(struct.type), mask=pc.is_null(column))

    fakesnow.arrow.timestamp_to_sf_struct = masked


def _name_the_cause_of_failures() -> None:
    plain = fakesnow.server.ServerError.__init__

    def with_cause(error: Any, status_code: int, code: str, message: str) -> None:
        cause = sys.exc_info()[1]
        plain(error, status_code, code, f"{type(cause).__name__}: {cause}\n{message}"[:3000] if cause else message)

    fakesnow.server.ServerError.__init__ = with_cause  # type: ignore[method-assign]


def failing_at_once(app: Any) -> Any:
    """The connector retries HTTP 500 without end. The body says that the statement failed, so 200 is enough."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_ok(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 500:
                message = {**message, "status": 200}
            await send(message)

        await app(scope, receive, send_ok)

    return wrapped
