"""Every statement that a refresh sends to Snowflake beside those of dbt. Pure functions: names in, SQL out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

LANDING_STAGE = "raw.landing_files"
SERVED_SCHEMAS = ("marts", "core", "quality")


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# ---- loading


def create_raw(database: str, tables: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The raw schema, its stage and its tables (name → column → type), where they do not stand yet."""
    schema = f"{database}.raw"
    return [
        f"create schema if not exists {schema}",
        f"create stage if not exists {database}.{LANDING_STAGE}",
        *(
            f"create table if not exists {schema}.{name} ({', '.join(f'{c} {kind}' for c, kind in columns.items())})"
            for name, columns in tables.items()
        ),
    ]


def put_file(database: str, file: Path) -> str:
    """The file itself onto the stage, under its own name; Parquet is compressed already."""
    return f"put 'file://{file}' @{database}.{LANDING_STAGE} auto_compress=false overwrite=true"


def copy_into(table: str, database: str, file_name: str) -> str:
    """One staged Parquet file into a table, column by name; any row that does not fit stops the load."""
    return (
        f"copy into {table} from @{database}.{LANDING_STAGE}/{file_name} "
        "file_format = (type = parquet) match_by_column_name = case_insensitive "
        "on_error = abort_statement purge = true force = true"
    )


def document_date(database: str, dates: Mapping[str, str], aggregate: str, condition: str) -> str:
    """The first or last document date in raw that meets a condition on `document_date`."""
    parts = " union all ".join(
        f"select try_cast(cast({column} as varchar) as date) as document_date from {database}.raw.{table} "
        f"where cast({column} as varchar) like '____-__-__%'"
        for table, column in dates.items()
    )
    return f"select {aggregate}(document_date) from ({parts}) as documents where document_date {condition}"


# ---- publishing


def relations(build: str) -> str:
    """What stands in the served schemas of the build database: schema, name, and whether it is a view."""
    schemas = ", ".join(literal(schema.upper()) for schema in SERVED_SCHEMAS)
    tables = f"select table_schema, table_name, false as is_view from {build}.information_schema.tables"
    views = f"select table_schema, table_name, true as is_view from {build}.information_schema.views"
    return (
        f"{tables} where table_type = 'BASE TABLE' and table_schema in ({schemas}) "
        f"union all {views} where table_schema in ({schemas}) order by 1, 2"
    )


def prepare_served(served: str, building: str) -> list[str]:
    """An empty database beside the served one, and a served one where this is the first refresh."""
    return [
        f"create database if not exists {served}",
        f"create or replace database {building}",
        *(f"create schema {building}.{schema}" for schema in SERVED_SCHEMAS),
    ]


def serve_relation(build: str, building: str, schema: str, name: str, is_view: bool) -> str:
    """A table is cloned: no bytes are copied, comments and clustering come along. A view would go on reading the
    build database, so its rows are stored."""
    source, target = f"{build}.{schema}.{name}", f"{building}.{schema}.{name}"
    return f"create table {target} as select * from {source}" if is_view else f"create table {target} clone {source}"


def roles_that_read(database: str) -> str:
    """Roles with any right to read in a database, also those that somebody granted by hand."""
    return (
        f"select distinct grantee from {database}.information_schema.object_privileges "
        "where privilege_type = 'SELECT' and object_type = 'TABLE'"
    )


def grant_reading(database: str, roles: Sequence[str]) -> list[str]:
    """Readers' rights on everything in a database: laid on the new one before it takes the old one's place."""
    statements = []
    for role in roles:
        statements.append(f"grant usage on database {database} to role {role}")
        statements.append(f"grant usage on all schemas in database {database} to role {role}")
        statements.append(f"grant select on all tables in database {database} to role {role}")
    return statements


def grant_tables(database: str, role: str, tables: Sequence[str]) -> list[str]:
    """The right to read some tables (`schema.name`) of a database."""
    schemas = sorted({table.split(".")[0] for table in tables})
    return [
        f"grant usage on database {database} to role {role}",
        *(f"grant usage on schema {database}.{schema} to role {role}" for schema in schemas),
        *(f"grant select on table {database}.{table} to role {role}" for table in tables),
    ]


def swap_served(served: str, building: str) -> str:
    """The one statement that readers notice: all schemas change together, or none does."""
    return f"alter database {served} swap with {building}"


def drop_previous(building: str) -> str:
    """After the swap the building name holds what was served before; dropped, it stays in time travel."""
    return f"drop database {building}"


def create_table(database: str, schema: str, name: str, columns: Mapping[str, str]) -> str:
    return (
        f"create table {database}.{schema}.{name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
    )


# ---- one refresh at a time


def take_lock(database: str, refresh_id: str) -> list[str]:
    """Creating a table fails where it stands, and Snowflake creates it once only: that is the lock."""
    return [
        f"create schema if not exists {database}.operations",
        f"create table {database}.operations.refresh_lock as select {literal(refresh_id)} as refresh_id",
    ]


def lock_holder(database: str) -> str:
    return f"select refresh_id from {database}.operations.refresh_lock"


def release_lock(database: str) -> str:
    return f"drop table if exists {database}.operations.refresh_lock"
