"""python -m dagster_pipelines.landing.check LANDING: what a landing folder holds, before anything runs.

Reads the files as the load would, into a database in memory that is thrown away. Says what is there, what is missing
and what each missing table costs in answers; every problem names file, row, reason and what to do. Exit code 1 where
a refresh would stop.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dagster_pipelines.landing.contract import Table, landing_tables
from dagster_pipelines.landing.discovery import Discovery, discover
from dagster_pipelines.landing.errors import LandingError
from dagster_pipelines.landing.ledger import create_raw_tables, run
from dagster_pipelines.landing.load import insert_file, inspect
from dagster_pipelines.landing.report import FileReport

SHOWN_PROBLEMS = 5
REMEDIES = {
    "date": "write dates as 2026-03-31",
    "boolean": "write true or false",
    "varchar": "fill it in",
}


@dataclass
class LandingCheck:
    """The findings: `stops` are what a refresh would stop for, `problems` are rows that it would reject."""

    files: dict[str, list[FileReport]] = field(default_factory=lambda: defaultdict(list))
    stops: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[Table]:
        return [table for table in landing_tables().values() if table.name not in self.files]

    def lines(self) -> list[str]:
        """The findings in words."""
        text = ["There:"]
        for name, reports in self.files.items():
            records = sum(report.record_count for report in reports)
            text.append(f"  {name:<26}{records:>12,} records in {len(reports)} file{'s' if len(reports) > 1 else ''}")
        optional = [table for table in self.missing if not table.is_required]
        if optional:
            text.append("Not there, and what the answers lose without it:")
            text += [f"  {table.name:<26}{table.without}" for table in optional]
        for heading, findings in (
            ("Worth knowing:", self.notes),
            ("Rows that would be rejected:", self.problems),
            ("A refresh would stop:", self.stops),
        ):
            if findings:
                text += [heading, *(f"  {finding}" for finding in findings)]
        if not self.stops:
            text.append(
                "A refresh would run." if not self.problems else "A refresh would run without the rejected rows."
            )
        return text


def _notes(found: Discovery, reports: list[FileReport]) -> list[str]:
    notes = [f"{name}: waits, {reason}" for name, reason in found.waiting.items()]
    notes += [f"{name}: ignored, {reason}" for name, reason in found.ignored.items()]
    for report in reports:
        if report.ignored_columns:
            notes.append(
                f"{report.file_name}: columns ignored, not in the contract: {', '.join(report.ignored_columns)}"
            )
        if report.missing_columns:
            notes.append(f"{report.file_name}: optional columns not there: {', '.join(report.missing_columns)}")
    return notes


def _claims(table: Table) -> list[tuple[str, str, str]]:
    """Column, condition and remedy of the claims on single values."""
    claims = []
    for column in table.columns:
        if column.is_required:
            claims.append((column.name, f"{column.name} is null", "is empty: " + REMEDIES["varchar"]))
        if values := column.meta.get("accepted_values"):
            listed = ", ".join(f"'{value}'" for value in values)
            claims.append((column.name, f"{column.name} not in ({listed})", "is not one of " + ", ".join(values)))
        limits = column.meta.get("range", {})
        for bound, sign, words in (("min", "<", "at least"), ("max", ">", "at most"), ("above", "<=", "above")):
            if bound in limits:
                claims.append(
                    (column.name, f"{column.name} {sign} {limits[bound]}", f"must be {words} {limits[bound]}")
                )
        if column.data_type == "date":
            condition = f"{column.name} not between date '1970-01-01' and date '2100-12-31'"
            claims.append((column.name, condition, "must lie between 1970 and 2100"))
        if column.data_type == "numeric(20,4)":
            claims.append((column.name, f"abs({column.name}) > 1e15", "is beyond 10^15: check the unit"))
    for rule in table.rules:
        claims.append((rule["column"], rule["condition"], "must not be above zero on a credit note or cancellation"))
    return claims


def _without_parent(table: Table, delivered: Collection[str]) -> list[tuple[str, str, str]]:
    """Column, condition and remedy of records whose parent is in no file of this folder."""
    claims = []
    for column, parent in table.parents.items():
        stands = (
            f"exists (select 1 from raw.{parent} as parents "
            f"where parents.{column} = records.{column} and parents._unread_record is null)"
        )
        remedy = f"is in no file of {parent}, or is rejected there: deliver it, or correct the id"
        if parent not in delivered:
            remedy = f"is an orphan, since {parent} is not there: deliver {parent}"
        claims.append((column, f"{column} is not null and not {stands}", remedy))
    return claims


def _conflicting(connection: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[str, int, str]]:
    """File, record and key of records that share their key with a different record of the same file."""
    key = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in table.key)
    others = [column for column in table.column_names if column not in table.key]
    content = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in others) or "1"
    return run(
        connection,
        f"""
        select _file_name, _record_number, concat_ws(' | ', {key}) as record_key from raw.{table.name}
        where _unread_record is null
        qualify count(distinct concat_ws('|', {content})) over (partition by _load_id, {key}) > 1
        order by record_key, _load_id, _record_number
        """,
    )


def _unread(data_type: str, value: str) -> str:
    """Why a value does not fit its column, and what to write."""
    if data_type in REMEDIES:
        return f"cannot be read ({value}): {REMEDIES[data_type]}"
    try:
        number = abs(float(value))
    except ValueError:
        number = 0.0
    if number >= 1e15:
        return f"is too large ({value}): check the unit"
    wanted = "a whole number" if data_type == "integer" else "a plain number such as 1234.56"
    return f"cannot be read ({value}): write {wanted}"


def _problems(connection: duckdb.DuckDBPyConnection, table: Table, delivered: Collection[str]) -> list[str]:
    """Rows of one table that a refresh would reject: the first few of each kind in full, then their number."""
    problems: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for file, number, kind, reason in run(
        connection,
        "select file_name, row_number, row_number_kind, reason from raw.landing_rejects "
        f"where table_name = '{table.name}' order by load_id, row_number",
    ):
        problems[file, "", reason].append(f"{file}, {kind} {number}: {reason}")
    for file, number, column, kind, value in run(
        connection,
        "select file_name, record_number, column_name, data_type, left(value, 60) from raw.landing_unread_values "
        f"where table_name = '{table.name}' order by load_id, record_number",
    ):
        problems[file, column, kind].append(f"{file}, record {number}: {column} {_unread(kind, value)}")
    for column, condition, remedy in [*_claims(table), *_without_parent(table, delivered)]:
        for file, number, value in run(
            connection,
            f"select _file_name, _record_number, left(cast({column} as varchar), 60) from raw.{table.name} as records "
            f"where ({condition}) and not exists (select 1 from raw.landing_unread_values as unread where "
            "unread.load_id = records._load_id and unread.record_number = records._record_number) "
            "order by _load_id, _record_number",
        ):
            shown = f" ({value})" if value is not None else ""
            problems[file, column, remedy].append(f"{file}, record {number}: {column}{shown} {remedy}")
    for file, number, key in _conflicting(connection, table):
        remedy = "stands more than once in this file with different content: keep the record that is right"
        problems[file, "", remedy].append(f"{file}, record {number}: key {key} {remedy}")
    text = []
    for found in problems.values():
        text += found[:SHOWN_PROBLEMS]
        if len(found) > SHOWN_PROBLEMS:
            text.append(f"… and {len(found) - SHOWN_PROBLEMS:,} more rows like the last")
    return text


def check_landing(landing_folder: Path, settle_seconds: float = 0.5) -> LandingCheck:
    """Look at a landing folder as a refresh would. Raises nothing that a bad folder can cause."""
    check = LandingCheck()
    try:
        found = discover(landing_folder, settle_seconds)
    except LandingError as error:
        check.stops.append(str(error))
        return check
    with duckdb.connect() as connection:
        create_raw_tables(connection)
        for load_id, file in enumerate(found.files, 1):
            try:
                report = insert_file(connection, inspect(connection, file), load_id)
            except LandingError as error:
                check.stops.append(str(error))
                check.files[file.table] = check.files[file.table]
            else:
                check.files[file.table].append(report)
        for table in landing_tables().values():
            if table.name in check.files:
                check.problems += _problems(connection, table, check.files)
    check.stops += [
        f"The required table {table.name} is missing: put {table.name}.csv, {table.name}.parquet or a folder "
        f"{table.name}/ of such files into {landing_folder}."
        for table in check.missing
        if table.is_required
    ]
    check.notes = _notes(found, [report for reports in check.files.values() for report in reports])
    return check


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_pipelines.landing.check", description=__doc__)
    parser.add_argument("landing", type=Path, help="folder with one file or folder a table")
    check = check_landing(parser.parse_args().landing)
    print("\n".join(check.lines()))
    return 1 if check.stops else 0


if __name__ == "__main__":
    sys.exit(main())
