"""Operations on whole schemas and databases that fakesnow lacks, done by copying tables.

`create schema … clone`, `alter schema … swap with` and `alter database … swap with` cost nothing on Snowflake and
happen at once; here they copy, which is enough to test what stands where afterwards.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.snowflake.emulator.statements import READERS, bare

_NAME = r"([\w.]+)"
_FORMS: dict[str, re.Pattern[str]] = {
    "clone_schema": re.compile(rf"^create\s+or\s+replace\s+schema\s+{_NAME}\s+clone\s+{_NAME}$", re.I),
    "swap_schemas": re.compile(rf"^alter\s+schema\s+{_NAME}\s+swap\s+with\s+{_NAME}$", re.I),
    "swap_databases": re.compile(rf"^alter\s+database\s+{_NAME}\s+swap\s+with\s+{_NAME}$", re.I),
    "grant_reading": re.compile(r"^grant\s+select\s+on\s+all\s+tables\s+in\s+database\s+(\w+)\s+to\s+role\s+(\w+)$", re.I),
    "replace_database": re.compile(r"^create\s+or\s+replace\s+database\s+(\w+)$", re.I),
    "drop_database": re.compile(r"^drop\s+database\s+(\w+)$", re.I),
    # Not Snowflake: how tests bring tables of a DuckDB file in, without a row passing through the protocol.
    "copy_from_file": re.compile(rf"^emulator\s+copy\s+schema\s+(\w+)\s+from\s+'([^']+)'\s+into\s+{_NAME}$", re.I),
}


def recognised(sql: str) -> tuple[str, tuple[str, ...]] | None:
    """The operation's name and its arguments, or None for any other statement."""
    statement = bare(sql)
    for name, form in _FORMS.items():
        if match := form.match(statement):
            return name, match.groups()
    return None


def run_on_warehouse(sql: str, duck: Any) -> bool:
    """Run the statement if it is one of ours; whether it was."""
    found = recognised(sql)
    if found is None:
        return False
    name, arguments = found
    return _OPERATIONS[name](duck, *arguments) is not False


def _run(duck: Any, sql: str) -> list[tuple[Any, ...]]:
    return duck.execute(sql).fetchall()


def _tables(duck: Any, schema: str) -> list[str]:
    catalog, name = schema.upper().split(".")
    place = f"database_name = '{catalog}' and schema_name = '{name}'"
    rows = _run(duck, f"select table_name from duckdb_tables() where {place}")
    return sorted(row[0] for row in rows)


def _schemas(duck: Any, database: str) -> list[str]:
    place = f"database_name = '{database.upper()}' and not internal"
    rows = _run(duck, f"select schema_name from duckdb_schemas() where {place}")
    return sorted(name for (name,) in rows if name != "main" and not name.startswith("_fs"))


def _clone_schema(duck: Any, target: str, source: str) -> None:
    _run(duck, f"drop schema if exists {target} cascade")
    _run(duck, f"create schema {target.upper()}")
    for table in _tables(duck, source):
        _run(duck, f'create table {target}."{table}" as select * from {source}."{table}"')


def _swap_schemas(duck: Any, one: str, other: str) -> None:
    aside = f"{one.split('.')[0]}._aside"
    _clone_schema(duck, aside, one)
    _clone_schema(duck, one, other)
    _clone_schema(duck, other, aside)
    _run(duck, f"drop schema {aside} cascade")


def _swap_databases(duck: Any, one: str, other: str) -> None:
    # Rights go with the contents.
    READERS[one.upper()], READERS[other.upper()] = READERS.get(other.upper(), set()), READERS.get(one.upper(), set())
    for schema in sorted({*_schemas(duck, one), *_schemas(duck, other)}):
        for database in (one, other):
            _run(duck, f"create schema if not exists {database}.{schema}")
        _swap_schemas(duck, f"{one}.{schema}", f"{other}.{schema}")


def _copy_from_file(duck: Any, schema: str, path: str, target: str) -> None:
    _run(duck, f"attach '{path}' as _emulator_file (read_only)")
    try:
        _run(duck, f"create schema if not exists {target.upper()}")
        names = _run(
            duck,
            "select table_name, column_name from duckdb_columns() where database_name = '_emulator_file' "
            f"and schema_name = '{schema}' order by table_name, column_index",
        )
        columns: dict[str, list[str]] = {}
        for table, column in names:
            columns.setdefault(table, []).append(f'"{column}" as "{column.upper()}"')
        for table, selected in columns.items():
            _run(
                duck,
                f'create or replace table {target}."{table.upper()}" as '
                f'select {", ".join(selected)} from _emulator_file.{schema}."{table}"',
            )
    finally:
        _run(duck, "detach _emulator_file")


def _grant_reading(duck: Any, database: str, role: str) -> None:
    READERS.setdefault(database.upper(), set()).add(role.upper())


def _drop_database(duck: Any, database: str) -> None:
    READERS.pop(database.upper(), None)
    for schema in _schemas(duck, database):
        _run(duck, f"drop schema {database}.{schema} cascade")


def _replace_database(duck: Any, database: str) -> bool:
    """Empty a database that stands; one that does not is fakesnow's to create."""
    stands = bool(_run(duck, f"select 1 from duckdb_databases() where upper(database_name) = '{database.upper()}'"))
    if stands:
        _drop_database(duck, database)
    return stands


_OPERATIONS: dict[str, Callable[..., object]] = {
    "clone_schema": _clone_schema,
    "swap_schemas": _swap_schemas,
    "swap_databases": _swap_databases,
    "grant_reading": _grant_reading,
    "replace_database": _replace_database,
    "drop_database": _drop_database,
    "copy_from_file": _copy_from_file,
}
