"""Erased customers and people: their ids and names become substitutes in raw, now and in every later load.

Figures stay: documents stand under the substitute, so that sales, cash and tiers reconcile. What was erased is
remembered as salted digests beside the build database, since a file that is delivered again would bring it back.
"""

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from dagster_pipelines.landing.contract import Column, Table, landing_tables
from dagster_pipelines.landing.ledger import run

ERASED = "erased"
FILE_NAME = "erasures.jsonl"
# Columns that say who, by the kind of subject, and the table that describes the subject.
SUBJECTS = {
    "customer": ("customers", ("customer_id", "parent_customer_id", "bill_to_customer_id", "referrer_customer_id",
                               "referred_customer_id", "customer_name")),
    "person": ("account_managers", ("account_manager_id", "manager_id", "owner_id", "confirmed_by", "approved_by",
                                    "account_manager_name")),
}  # fmt: skip
FREE_TEXT = ("reference", "note", "reason", "factor_detail", "action", "result", "title", "office", "hired_date")


@dataclass(frozen=True)
class Erasure:
    """One erased subject: salted digests of its id and names, and what stands in their place."""

    kind: str
    salt: str
    digests: tuple[str, ...]
    substitute: str

    def is_of(self, text: str) -> bool:
        return hashlib.sha256((self.salt + text).encode()).hexdigest() in self.digests

    def condition(self, column: str) -> str:
        """SQL that is true of a value of the subject."""
        digests = ", ".join(f"'{digest}'" for digest in self.digests)
        return f"coalesce(sha256('{self.salt}' || {column}) in ({digests}), false)"


def new_erasure(kind: str, texts: set[str]) -> Erasure:
    """Remember a subject by digests; the salt keeps short ids from being guessed by trying all of them elsewhere."""
    salt = secrets.token_hex(16)
    digests = tuple(sorted(hashlib.sha256((salt + text).encode()).hexdigest() for text in texts))
    return Erasure(kind, salt, digests, f"{ERASED}-{secrets.token_hex(4)}")


def _list_of(connection: duckdb.DuckDBPyConnection) -> Path | None:
    """The file that remembers erasures, beside the build database; None for a database in memory."""
    (path,) = run(connection, "select path from duckdb_databases() where database_name = current_database()")[0]
    return Path(path).with_name(FILE_NAME) if path else None


def remembered(connection: duckdb.DuckDBPyConnection) -> list[Erasure]:
    """Every erasure of this warehouse."""
    path = _list_of(connection)
    if path is None or not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Erasure(row["kind"], row["salt"], tuple(row["digests"]), row["substitute"]) for row in rows]


def remember(connection: duckdb.DuckDBPyConnection, erasure: Erasure) -> None:
    path = _list_of(connection)
    if path is not None:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(erasure)) + "\n")


def _replacement(column: Column, erasure: Erasure, is_public: bool) -> str:
    if column.name.endswith("_name"):
        return f"'{ERASED}'"
    return "null" if is_public and not column.is_required else f"'{erasure.substitute}'"


def _erase_in_table(connection: duckdb.DuckDBPyConnection, table: Table, erasure: Erasure, where: str) -> set[str]:
    """Replace the subject in one raw table; names of the files that named it."""
    described, who = SUBJECTS[erasure.kind]
    subject_columns = [column for column in table.columns if column.name in who]
    if not subject_columns:
        return set()
    hit = " or ".join(erasure.condition(column.name) for column in subject_columns)
    files = {
        name
        for (name,) in run(connection, f"select distinct _file_name from raw.{table.name} where {where} and ({hit})")
    }
    if not files:
        return set()
    # A public ranking keeps its company; only the link to the erased account goes.
    is_public = table.name == "industry_rankings"
    changes = {
        column.name: f"case when {erasure.condition(column.name)} then {_replacement(column, erasure, is_public)} "
        f"else {column.name} end"
        for column in subject_columns
    }
    own = subject_columns[0].name
    for column in table.columns:
        about_subject = column.name in FREE_TEXT and (erasure.kind == "customer" or table.name == described)
        if about_subject and column.name not in changes:
            empty = f"'{ERASED}'" if column.is_required else "null"
            changes[column.name] = f"case when {erasure.condition(own)} then {empty} else {column.name} end"
    run(
        connection,
        "update raw.landing_unread_values as unread set "
        f"raw_row = '{ERASED}' from raw.{table.name} as records where unread.table_name = '{table.name}' and "
        "unread.load_id = records._load_id and unread.record_number = records._record_number and "
        f"({' or '.join(erasure.condition('records.' + column.name) for column in subject_columns)})",
    )
    changes["_unread_record"] = f"case when _unread_record is not null then '{ERASED}' end"
    assignments = ", ".join(f"{name} = {value}" for name, value in changes.items())
    run(connection, f"update raw.{table.name} set {assignments} where {where} and ({hit})")
    return files


def _erase_in_rejects(connection: duckdb.DuckDBPyConnection, erasure: Erasure, where: str) -> set[str]:
    """Unreadable rows that name the subject lose their text."""
    files = set()
    for row_id, name, raw_row in run(
        connection, f"select rowid, file_name, raw_row from raw.landing_rejects where {where}"
    ):
        if any(erasure.is_of(text.strip()) for text in re.split(r'[,;|\t"\n]', raw_row or "")):
            run(connection, f"update raw.landing_rejects set raw_row = '{ERASED}' where rowid = {row_id}")
            files.add(name)
    return files


def apply_erasure(connection: duckdb.DuckDBPyConnection, erasure: Erasure, first_load_id: int = 0) -> set[str]:
    """Erase the subject from the loads since `first_load_id`; names of the landing files that named it."""
    files = _erase_in_rejects(connection, erasure, f"load_id >= {first_load_id}")
    for table in landing_tables().values():
        files |= _erase_in_table(connection, table, erasure, f"_load_id >= {first_load_id}")
    return files
