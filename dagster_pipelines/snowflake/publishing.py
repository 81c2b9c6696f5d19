"""Publishing on Snowflake: the next served database is prepared beside the present one, then the two change names.

Up to the swap readers see nothing; the swap is one statement; a refresh that fails before it leaves the served database
as it was. Readers' rights are laid on the new database before the swap, so that nobody is locked out for a moment.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from dagster_pipelines.landing.ledger import run as run_local
from dagster_pipelines.snowflake import grants, statements
from dagster_pipelines.snowflake.connection import run

LINES_TABLE = ("core", "fct_invoice_lines")
Name = tuple[str, str]


def building_name(served: str) -> str:
    """The database that grows beside the served one."""
    return f"{served}_next"


def served_relations(remote: Any, build: str, serve_lines: bool) -> dict[Name, bool]:
    """Schema and name of everything that is served → whether it is a view."""
    rows = run(remote, statements.relations(build))
    found = {(schema.lower(), name.lower()): bool(is_view) for schema, name, is_view in rows}
    return {name: is_view for name, is_view in found.items() if serve_lines or name != LINES_TABLE}


def prepare(
    remote: Any,
    build: str,
    served: str,
    snapshot_database: Path,
    readers: Sequence[str],
    serve_lines: bool,
    folders: grants.Tables = MappingProxyType({}),
) -> int:
    """Fill the building database from an audited build; the number of tables.

    What publishing itself wrote into the snapshot (refresh log, restatements) is not in the build and is copied up.
    """
    building = building_name(served)
    everything, limited = grants.limited_roles(readers, folders)
    for statement in statements.prepare_served(served, building):
        run(remote, statement)
    relations = served_relations(remote, build, serve_lines)
    for (schema, name), is_view in relations.items():
        run(remote, statements.serve_relation(build, building, schema, name, is_view))
    written = copy_up(remote, build, building, snapshot_database, relations.keys())
    # Roles that somebody let read by hand keep it; one that the setting limits is not widened by having read before.
    kept = {role.upper() for (role,) in run(remote, statements.roles_that_read(served))} - limited.keys()
    for statement in grants.grant_statements(building, sorted({*kept, *everything}), limited):
        run(remote, statement)
    return len(relations) + written


def copy_up(remote: Any, build: str, building: str, snapshot_database: Path, standing: Any) -> int:
    """Tables of the snapshot that Snowflake's build lacks, as files through the stage; their number."""
    with (
        duckdb.connect(str(snapshot_database), read_only=True) as local,
        tempfile.TemporaryDirectory() as folder,
    ):
        names = run_local(local, "select schema_name, table_name from duckdb_tables() where not internal order by all")
        missing = [name for name in names if name[0] in statements.SERVED_SCHEMAS and name not in standing]
        for statement in statements.create_raw(build, {}):
            run(remote, statement)
        for schema, name in missing:
            columns = dict(run_local(local, f"select column_name, column_type from (describe {schema}.{name})"))
            file = Path(folder, f"{schema}_{name}.parquet")
            run_local(local, f"copy {schema}.{name} to {statements.literal(str(file))} (format parquet)")
            run(remote, statements.create_table(building, schema, name, columns))
            run(remote, statements.put_file(build, file))
            run(remote, statements.copy_into(f"{building}.{schema}.{name}", build, file.name))
    return len(missing)


def swap(remote: Any, served: str) -> None:
    """Let the prepared database take the served one's name; the former one is dropped and stays in time travel."""
    run(remote, statements.swap_served(served, building_name(served)))
    run(remote, statements.drop_previous(building_name(served)))
