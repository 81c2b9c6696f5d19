"""python -m dagster_pipelines.landing.erase WAREHOUSE --customer ID | --person ID: erase a subject from raw.

The id and the names become a substitute, free text about the subject goes, figures stay. The build database is written
anew, so that nothing is left in its free blocks; the next refresh publishes without the subject. The command names the
landing files that still hold it: they are yours to change. A later delivery is erased again as it is loaded.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_pipelines.landing.erasures import SUBJECTS, apply_erasure, new_erasure, remember
from dagster_pipelines.landing.errors import LandingError
from dagster_pipelines.landing.ledger import create_raw_tables, run


@dataclass(frozen=True)
class ErasureReport:
    """What stands in the subject's place, and the landing files that still name it."""

    substitute: str
    landing_files: tuple[str, ...]


def _names_of(connection: duckdb.DuckDBPyConnection, kind: str, subject_id: str) -> set[str]:
    """The id and every name under which the subject was ever delivered."""
    table, who = SUBJECTS[kind]
    key, name = f"{table[:-1]}_id", who[-1]
    rows = run(
        connection, f"select distinct {name} from raw.{table} where {key} = ? and {name} is not null", [subject_id]
    )
    return {subject_id} | {text for (text,) in rows}


def erase(connection: duckdb.DuckDBPyConnection, kind: str, subject_id: str) -> ErasureReport:
    """Erase a `customer` or a `person` (an account manager) from raw, in one transaction.

    Raises LandingError where no record names the subject.
    """
    create_raw_tables(connection)
    erasure = new_erasure(kind, _names_of(connection, kind, subject_id))
    run(connection, "begin transaction")
    try:
        files = apply_erasure(connection, erasure)
        if not files:
            raise LandingError(f"No record names the {kind} {subject_id}: check the id, which is case-sensitive.")
        run(connection, "commit")
    except BaseException:
        run(connection, "rollback")
        raise
    remember(connection, erasure)
    return ErasureReport(erasure.substitute, tuple(sorted(files)))


def write_anew(database: Path) -> None:
    """Copy raw into a fresh file and put it in the place of the old one; models are built again by the next refresh."""
    fresh = database.with_name(database.name + ".erasing")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        run(connection, f"attach '{database}' as old (read_only)")
        run(connection, f"attach '{fresh}' as fresh")
        run(connection, "create schema fresh.raw")
        tables = run(
            connection, "select table_name from duckdb_tables() where database_name = 'old' and schema_name = 'raw'"
        )
        for (table,) in tables:
            run(connection, f"create table fresh.raw.{table} as from old.raw.{table}")
    os.replace(fresh, database)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_pipelines.landing.erase", description=__doc__)
    parser.add_argument("warehouse", type=Path, help="folder that holds build.duckdb")
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("--customer", help="customer id")
    subject.add_argument("--person", help="account manager id")
    arguments = parser.parse_args()
    database = arguments.warehouse / "build.duckdb"
    kind, subject_id = ("customer", arguments.customer) if arguments.customer else ("person", arguments.person)
    if not database.exists():
        print(f"{database} does not exist: name the folder of the warehouse.", file=sys.stderr)
        return 1
    try:
        with duckdb.connect(str(database)) as connection:
            report = erase(connection, kind, subject_id)
    except LandingError as error:
        print(error, file=sys.stderr)
        return 1
    write_anew(database)
    print(f"erased: {report.substitute} stands in the place of the {kind}; refresh to publish without it")
    print("these landing files still hold it, change or delete them: " + ", ".join(report.landing_files))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
