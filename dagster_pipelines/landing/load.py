"""Landing files into the raw schema: all new files in one transaction, or none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipelines.landing.columns import ColumnMatch, match_columns
from dagster_pipelines.landing.contract import Table, landing_tables
from dagster_pipelines.landing.discovery import Discovery, LandingFile, discover
from dagster_pipelines.landing.erasures import apply_erasure, remembered
from dagster_pipelines.landing.errors import LandingError
from dagster_pipelines.landing.insert import Target
from dagster_pipelines.landing.ledger import active_hashes, create_raw_tables, delivered_tables, next_load_id, run
from dagster_pipelines.landing.look import FileLook, header_of, look_at
from dagster_pipelines.landing.read_csv import Reject, insert_csv, utf_16_rejects
from dagster_pipelines.landing.read_parquet import insert_parquet, parquet_types
from dagster_pipelines.landing.report import FileReport, LoadReport


@dataclass(frozen=True)
class Readable:
    """A new file that passed the look: what the reader needs. No columns where it holds no header that can be read."""

    file: LandingFile
    table: Table
    look: FileLook
    stat: tuple[int, int]
    header: list[str]
    types: dict[str, str]
    match: ColumnMatch | None


def _stat(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())


def inspect(connection: duckdb.DuckDBPyConnection, file: LandingFile) -> Readable:
    """Look at one file without writing anything; one that is unreadable or lacks a required column stops here."""
    table = landing_tables()[file.table]
    stat = _stat(file.path)
    try:
        look = look_at(file.path, is_text=file.format == "csv")
        if look.byte_count == 0 or look.is_blank or look.encoding != "utf-8":
            return Readable(file, table, look, stat, [], {}, None)
        if file.format == "parquet":
            types = parquet_types(connection, file.path)
            return Readable(file, table, look, stat, list(types), types, match_columns(table, list(types), file.name))
        header = header_of(file.path)
    except (OSError, duckdb.Error) as error:
        raise LandingError(f"{file.name} cannot be read ({_one_line(error)}): deliver the file again.") from error
    return Readable(file, table, look, stat, header, {}, match_columns(table, header, file.name))


def _require_tables(before: set[str], found: Discovery, new: list[Readable], folder: Path) -> None:
    """Every required table has a file now or came before, and not only files in a wrong encoding."""
    in_wrong_encoding = {readable.file.name for readable in new if readable.look.encoding != "utf-8"}
    present = {file.table for file in found.files if file.name not in in_wrong_encoding} | before
    for table in landing_tables().values():
        if not table.is_required or table.name in present:
            continue
        wrong = [
            readable for readable in new if readable.table.name == table.name and readable.look.encoding != "utf-8"
        ]
        if wrong:
            raise LandingError(
                f"{wrong[0].file.name}: the required table {table.name} is {wrong[0].look.encoding.upper()[:6]}, "
                "not UTF-8: save it as UTF-8 and run again."
            )
        waiting = [name for name in found.waiting if name.split("/")[0].split(".")[0].lower() == table.name]
        hint = f" ({waiting[0]} is still being written)" if waiting else ""
        raise LandingError(
            f"The required table {table.name} is missing{hint}: put {table.name}.csv, {table.name}.parquet or a folder "
            f"{table.name}/ of such files into {folder} and run again."
        )


def insert_file(connection: duckdb.DuckDBPyConnection, readable: Readable, load_id: int) -> FileReport:
    """One file into raw, its rejects and its line in the ledger."""
    file, table, match = readable.file, readable.table, readable.match
    target = Target(table, file.name, load_id)
    rejects: list[Reject] = []
    try:
        if readable.look.encoding != "utf-8":
            rejects = utf_16_rejects(file.path, readable.look.encoding)
        elif match is not None and file.format == "csv":
            rejects = insert_csv(connection, target, file.path, readable.look, match, len(readable.header))
        elif match is not None:
            insert_parquet(connection, target, file.path, readable.types, match)
    except (OSError, duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException) as error:
        raise LandingError(f"{file.name} cannot be read ({_one_line(error)}): deliver the file again.") from error
    if _stat(file.path) != readable.stat:
        raise LandingError(
            f"{file.name} was changed while it was read: nothing was loaded, run again when it is complete."
        )
    if rejects:
        connection.executemany(
            "insert into raw.landing_rejects values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(load_id, table.name, file.name, *reject) for reject in rejects],
        )
    ignored, missing = (match.ignored, match.missing) if match else ((), ())
    run(
        connection,
        "insert into raw.landing_files values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            load_id,
            table.name,
            file.name,
            file.format,
            readable.look.content_hash,
            readable.look.byte_count,
            ", ".join(ignored) or None,
            ", ".join(missing) or None,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )
    records = run(connection, f"select count(*) from raw.{table.name} where _load_id = {load_id}")[0][0]
    return FileReport(file.name, table.name, "loaded", records + len(rejects), len(rejects), ignored, missing)


def load_landing(
    connection: duckdb.DuckDBPyConnection,
    landing_folder: str | Path,
    settle_seconds: float = 0.5,
    adapted: Collection[str] = (),
) -> LoadReport:
    """Load every file of `landing_folder` that is new or changed into `raw`, in one transaction.

    A file counts as known by its name below the folder and the hash of its content. Half-written files wait. Tables in
    `adapted` come from an adapter and may be missing here.
    Raises LandingError, with one sentence for people, before anything is written.
    """
    folder = Path(landing_folder)
    found = discover(folder, settle_seconds)
    known = active_hashes(connection)
    report = LoadReport(waiting=found.waiting, ignored=found.ignored)
    new = []
    for file in found.files:
        readable = inspect(connection, file)
        if known.get(file.name) == readable.look.content_hash:
            report.files.append(FileReport(file.name, file.table, "unchanged"))
        else:
            new.append(readable)
    _require_tables(delivered_tables(connection) | set(adapted), found, new, folder)

    run(connection, "begin transaction")
    try:
        create_raw_tables(connection)
        load_id = next_load_id(connection)
        # Rows of one insert must keep the order of the file, since their place numbers them.
        run(connection, "set preserve_insertion_order = true")
        for offset, readable in enumerate(new):
            report.files.append(insert_file(connection, readable, load_id + offset))
        if new:
            for erasure in remembered(connection):
                apply_erasure(connection, erasure, first_load_id=load_id)
        run(connection, "commit")
    except BaseException:
        run(connection, "rollback")
        raise
    report.files.sort(key=lambda file: file.file_name.encode())
    return report
