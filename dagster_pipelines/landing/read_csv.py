"""CSV through the engine's own reader, every value as text, unreadable rows into its reject store."""

import re
from pathlib import Path

import duckdb

from dagster_pipelines.landing.columns import ColumnMatch
from dagster_pipelines.landing.contract import Table
from dagster_pipelines.landing.ledger import run
from dagster_pipelines.landing.look import CHUNK_BYTES, FileLook
from dagster_pipelines.landing.repair import readable_copy

MAX_RAW_ROW = 32_000
WRONG_ENCODING = "the row is not valid UTF-8: save the file as UTF-8 and deliver it again"
UNCLOSED_QUOTE = "a quote opens in this row and is never closed, so all that follows belongs to it: close it and deliver the file again"
REASONS = {
    "INVALID ENCODING": ("wrong_encoding", WRONG_ENCODING),
    "MISSING COLUMNS": ("malformed_row", "the row has fewer values than the header has columns"),
    "TOO MANY COLUMNS": ("malformed_row", "the row has more values than the header has columns: quote values that hold commas"),
    "UNQUOTED VALUE": ("malformed_row", "a quote is not closed or stands inside a value: double quotes inside quoted values"),
    "LINE SIZE OVER MAXIMUM": ("malformed_row", "the row is longer than two million bytes: a quote before it may not be closed"),
}
Reject = tuple[int, str, str, str, str]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reader(path: Path, column_count: int) -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(column_count))
    return (
        f"read_csv({_literal(str(path))}, auto_detect=false, header=true, columns={{{columns}}}, delim=',', quote='\"', "
        f"escape='\"', nullstr='', encoding='utf-8', store_rejects=true, "
        "rejects_table='csv_rejects', rejects_scan='csv_reject_scans')"
    )


def _physical_lines(path: Path, offsets: list[int]) -> list[int]:
    """Physical line (from 1) of each byte offset (from 0, ascending), in one pass."""
    lines, line, position, wanted = [], 1, 0, iter(offsets)
    offset = next(wanted, None)
    with path.open("rb") as stream:
        while offset is not None and (chunk := stream.read(CHUNK_BYTES)):
            end_mark = b"\n" if b"\n" in chunk else b"\r"
            seen = 0
            while offset is not None and offset < position + len(chunk):
                line += chunk.count(end_mark, seen, offset - position)
                seen = offset - position
                lines.append(line)
                offset = next(wanted, None)
            line += chunk.count(end_mark, seen)
            position += len(chunk)
    return lines + [line] * (len(offsets) - len(lines))


def _collect_rejects(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Reject]:
    """One reject a record: place, kind of place, reason code, reason, raw row."""
    rows = run(
        connection,
        f"""select line_byte_position, arg_min(cast(error_type as varchar), error_order), arg_min(error_message, error_order),
                   left(arg_min(csv_line, error_order), {MAX_RAW_ROW})
            from (select *, row_number() over (order by line_byte_position, byte_position, column_idx) as error_order
                  from csv_rejects)
            group by line_byte_position order by line_byte_position""",
    )
    run(connection, "drop table csv_rejects")
    run(connection, "drop table csv_reject_scans")
    offsets = []
    for start, _, _, text in rows:
        lead = re.match(r"[\r\n]*", text or "")
        offsets.append((start or 1) - 1 + (len(lead.group()) if lead else 0))
    lines = _physical_lines(path, offsets)
    rejects = []
    for (_, kind, message, text), line in zip(rows, lines, strict=True):
        code, reason = REASONS.get(kind, ("malformed_row", message))
        rejects.append((line, "physical line", code, reason, (text or "").strip("\r\n")))
    return rejects


def insert_csv(
    connection: duckdb.DuckDBPyConnection, table: Table, path: Path, look: FileLook, match: ColumnMatch,
    column_count: int, file_name: str, load_id: int,
) -> list[Reject]:
    """Append the file's records to `raw.<table>` as text and return what the reader could not delimit."""
    with readable_copy(path, look) as (readable, cut):
        names = ", ".join(match.places)
        values = ", ".join(f"c{place}" for place in match.places.values())
        run(
            connection,
            f"insert into raw.{table.name} ({names}, _file_name, _load_id) "
            f"select {values}, {_literal(file_name)}, {load_id} from {_reader(readable, column_count)}",
        )
        rejects = _collect_rejects(connection, readable)
    if cut:
        line, text = cut
        rejects.append((line, "physical line", "malformed_row", UNCLOSED_QUOTE, text[:MAX_RAW_ROW].rstrip("\r\n")))
    _number_records(connection, table, load_id)
    if look.has_nul:
        rejects += _move_nul_rows(connection, table, match, load_id)
    return rejects


def _number_records(connection: duckdb.DuckDBPyConnection, table: Table, load_id: int) -> None:
    """Number the records from 1 in the order of the file.

    The reader has no row number, and row_number() over () makes the whole read single-threaded (10 million lines: 20 s
    against 11 s). Rows of one insert stand in the order of the file, and their row ids are gapless: both are checked.
    """
    first, last, count = run(
        connection, f"select min(rowid), max(rowid), count(*) from raw.{table.name} where _load_id = {load_id}"
    )[0]
    if count and last - first + 1 != count:
        raise RuntimeError(f"raw.{table.name}: the row ids of load {load_id} have gaps, so records cannot be numbered")
    if count:
        run(connection, f"update raw.{table.name} set _record_number = rowid - {first} + 1 where _load_id = {load_id}")


def _move_nul_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, match: ColumnMatch, load_id: int
) -> list[Reject]:
    """Records that hold NUL bytes leave raw and become rejects; the bytes show as \\0."""
    condition = " or ".join(f"contains({name}, chr(0))" for name in match.places)
    text = " || ',' || ".join(f"coalesce(replace({name}, chr(0), '\\0'), '')" for name in match.places)
    where = f"_load_id = {load_id} and ({condition})"
    rows = run(connection, f"select _record_number, left({text}, {MAX_RAW_ROW}) from raw.{table.name} where {where} order by 1")
    run(connection, f"delete from raw.{table.name} where {where}")
    return [(number, "record", "nul_byte", "the row holds a NUL byte: the file is damaged, export it again", raw) for number, raw in rows]


def utf_16_rejects(path: Path, encoding: str) -> list[Reject]:
    """Every line of a UTF-16 file below its header: the contract says UTF-8, and guessing would be worse than saying so."""
    lines = path.read_bytes().decode(encoding, errors="replace").splitlines()
    reason = f"the file is {encoding.upper()[:6]}, not UTF-8: save it as UTF-8 and deliver it again"
    return [
        (number, "physical line", "wrong_encoding", reason, text[:MAX_RAW_ROW].replace("\0", "\\0"))
        for number, text in enumerate(lines[1:], 2) if text.strip()
    ]
