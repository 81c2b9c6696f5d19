"""Publishing on Snowflake: the next served database is prepared beside the present one, then the two change names.

Up to the swap readers see nothing; the swap is one statement; a refresh that fails before it leaves the served database
as it was. Readers' rights are laid on the new database before the swap, so that nobody is locked out for a moment.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dagster_pipelines.operations.ledger import LedgerEntry, as_row
from dagster_pipelines.publishing import refresh_log
from dagster_pipelines.snowflake import statements
from dagster_pipelines.snowflake.connection import run

LINES_TABLE = ("core", "fct_invoice_lines")


def building_name(served: str) -> str:
    """The database that grows beside the served one."""
    return f"{served}_next"


def served_relations(remote: Any, build: str, serve_lines: bool) -> list[tuple[str, str, bool]]:
    """Schema, name and whether it is a view, of everything that is served."""
    schemas = ", ".join(statements.literal(schema.upper()) for schema in statements.SERVED_SCHEMAS)
    rows = run(
        remote,
        f"select table_schema, table_name, table_type from {build}.information_schema.tables "
        f"where table_schema in ({schemas}) order by table_schema, table_name",
    )
    found = [(schema.lower(), name.lower(), kind == "VIEW") for schema, name, kind in rows]
    return [relation for relation in found if serve_lines or relation[:2] != LINES_TABLE]


def prepare(
    remote: Any, build: str, served: str, entries: Sequence[LedgerEntry], readers: Sequence[str], serve_lines: bool
) -> int:
    """Fill the building database from an audited build; the number of relations."""
    building = building_name(served)
    for statement in statements.prepare_served(served, building):
        run(remote, statement)
    relations = served_relations(remote, build, serve_lines)
    for schema, name, is_view in relations:
        run(remote, statements.serve_relation(build, building, schema, name, is_view))
    for statement in _refresh_log(building, entries):
        run(remote, statement)
    kept = [role for (role,) in run(remote, statements.roles_that_read(served))]
    for statement in statements.grant_reading(building, sorted({*kept, *(role.upper() for role in readers)})):
        run(remote, statement)
    return len(relations)


def _refresh_log(building: str, entries: Sequence[LedgerEntry]) -> list[str]:
    """The statements that DuckDB's snapshot uses, for the building database, and one row a refresh."""
    text = Path(refresh_log.STATEMENTS).read_text("utf-8").replace("served.quality", f"{building}.quality")
    create = [statement for statement in text.split(";\n") if statement.strip()]
    rows = [[as_row(entry)[name] for name in refresh_log.COLUMNS] for entry in entries]
    return [*create, *statements.insert_rows(f"{building}.quality.refresh_log", rows)]


def swap(remote: Any, served: str) -> None:
    """Let the prepared database take the served one's name; the former one is dropped and stays in time travel."""
    run(remote, statements.swap_served(served, building_name(served)))
    run(remote, statements.drop_previous(building_name(served)))
