"""Snowflake statements as dbt sends them, rewritten into statements that fakesnow runs. Text in, texts out."""

import re

from snowflake.connector.errors import ProgrammingError
from sqlglot import exp, parse_one

DONE = "select 'Statement executed successfully.' as status"

# Database → roles that may read all its tables, kept by `warehouse`.
READERS: dict[str, set[str]] = {}

_REMARK = re.compile(r"--[^\n]*(?:\n|$)|/\*.*?\*/", re.S)
_TEMPORARY = re.compile(r"^(\s*create\s+(?:or\s+replace\s+)?)temp(?:orary)?\s+(table|view)\b", re.I)
# dbt's form for all columns of a relation at once. It is accepted as it stands: the emulator shows no column's comment, and
# running them one by one was a thousand statements a build.
_COLUMN_COMMENTS = re.compile(r"^alter\s+(table|view)\s+\S+\s+alter\s+(,?\s*\"?\w+\"?\s+comment\s+\$\$.*?\$\$\s*)+$", re.I | re.S)

# Statements about the account that holds the data, not about the data: accepted here and remembered for tests.
RECEIVED: list[str] = []
_RECALL = re.compile(r"^emulator\s+received$", re.I)
_UNKNOWN_ROLE = re.compile(r"^grant\s.*\bto\s+role\s+(missing_\w+)$", re.I)
_ABOUT_THE_ACCOUNT = re.compile(
    r"^(grant|revoke)\s|^alter\s+session\s+(set|unset)\s|^alter\s+(table|warehouse)\s+\S+\s+(cluster\s+by|set\s)"
    r"|^use\s+(warehouse|role|secondary)\s|^(begin|commit|rollback)$",
    re.I,
)
_QUERY_TAG = re.compile(r"^show\s+parameters\s+like\s+'query_tag'", re.I)


def bare(sql: str) -> str:
    """The statement without remarks, surrounding space and the closing semicolon."""
    return _REMARK.sub(" ", sql).strip("; \n\t")


_PRIVILEGES = re.compile(r"\b(\w+)\.information_schema\.object_privileges\b", re.I)


def _as_table(roles: set[str]) -> str:
    rows = " union all ".join(
        f"select {role} as grantee, 'SELECT' as privilege_type, 'TABLE' as object_type"
        for role in [f"'{role}'" for role in sorted(roles)] or ["null"]
    )
    return f"(select * from ({rows}) where grantee is not null)"


def rewrite(sql: str) -> list[str]:
    """The statements to run in place of `sql`, in order; the answer of the last one is the answer."""
    statement = bare(sql)
    if _RECALL.match(statement):
        rows = " union all ".join(f"select '{text.replace(chr(39), chr(39) * 2)}' as statement" for text in RECEIVED)
        return [rows or "select 'nothing' as statement where false"]
    if match := _UNKNOWN_ROLE.match(statement):
        raise ProgrammingError(f"Role '{match[1].upper()}' does not exist or not authorized.", 2003, "02000")
    if _ABOUT_THE_ACCOUNT.match(statement):
        RECEIVED.append(statement)
        return [DONE]
    if _QUERY_TAG.match(statement):
        return ["select 'QUERY_TAG' as \"key\", '' as \"value\""]
    if _COLUMN_COMMENTS.match(statement):
        return [DONE]
    if match := _PRIVILEGES.search(sql):
        return [_PRIVILEGES.sub(_as_table(READERS.get(match[1].upper(), set())), sql)]
    if statement[:5].lower() == "merge":
        return [_merge_with_named_source(statement)]
    # dbt's temporary relations name their database, which DuckDB refuses for temporary ones: make them ordinary.
    return [_TEMPORARY.sub(r"\1\2", sql, count=1)]


def _merge_with_named_source(statement: str) -> str:
    """`insert (a) values (a)` means the source's `a`; DuckDB calls it ambiguous, so name the source."""
    tree = parse_one(statement, read="snowflake")
    source = tree.args["using"].alias_or_name
    for insert in tree.find_all(exp.Insert):
        for column in insert.expression.find_all(exp.Column):
            if not column.table:
                column.set("table", exp.to_identifier(source))
    return tree.sql(dialect="snowflake")
