"""Makes fakesnow quick on this project's statements without changing an answer.

Measured on the demo company (542 nodes without unit tests): 61 CPU seconds in the server, 22 of them in walking every
statement 84 times for rewrites that this project's SQL cannot need, since the gate keeps it to portable functions,
and 7 in describing answers that are one constant line.
"""

import re
from typing import Any

from fakesnow.cursor import FakeSnowflakeCursor
from sqlglot import exp

# Those that changed any statement of a whole build, and those that a portable query could need.
_NEEDED = """
    upper_case_unquoted_identifiers information_schema_fs information_schema_databases extract_comment_on_table
    trim_cast_varchar extract_text_length dateadd_date_cast dateadd_string_literal_timestamp_cast
    datediff_string_literal_timestamp_cast values_columns to_date timestamp_ntz float_to_double integer_precision
    only_numbers_without_scale alias_in_join alias_in_where create_table_as
    alter_table_strip_cluster_by
"""
_NEEDED_BY_QUERIES = frozenset(_NEEDED.split())
_ANSWER = re.compile(r"^(select) '[^']*' as '?status'?$", re.I)


class _FewerRewrites:
    """Stands in for the statement in fakesnow's chain of rewrites and lets only the needed ones through."""

    def __init__(self, statement: Any) -> None:
        self.statement = statement

    def transform(self, rewrite: Any, **options: Any) -> "_FewerRewrites":
        # A lambda hands on one rewrite with the session's names; its code says which.
        names = {rewrite.__name__, *rewrite.__code__.co_names}
        if names & _NEEDED_BY_QUERIES:
            self.statement = self.statement.transform(rewrite, **options)
        return self


def _is_query(statement: Any) -> bool:
    if isinstance(statement, (exp.Select, exp.Insert, exp.Delete)):
        return True
    return isinstance(statement, exp.Create) and statement.kind in ("TABLE", "VIEW") and isinstance(statement.expression, exp.Query)


def install() -> None:
    """Change fakesnow in this process."""
    plain_transform = FakeSnowflakeCursor._transform
    plain_describe = FakeSnowflakeCursor._describe_last_sql
    described: dict[str, list[Any]] = {}

    def transform(cursor: Any, statement: Any, params: Any) -> Any:
        if params or not _is_query(statement):
            return plain_transform(cursor, statement, params)
        chain: Any = _FewerRewrites(statement)
        return plain_transform(cursor, chain, params).statement

    def describe(cursor: Any) -> list[Any]:
        text = cursor._last_sql or ""
        if not _ANSWER.match(text):
            return plain_describe(cursor)
        if "status" not in described:
            described["status"] = plain_describe(cursor)
        return described["status"]

    # fakesnow offers no hook for either, so its methods are replaced, which a type checker rightly doubts.
    FakeSnowflakeCursor._transform = transform  # type: ignore[method-assign]
    FakeSnowflakeCursor._describe_last_sql = describe  # type: ignore[method-assign]
