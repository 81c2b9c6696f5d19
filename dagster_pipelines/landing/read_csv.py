"""CSV through the engine's own reader; rows that it cannot delimit go to its reject store."""

import re
from pathlib import Path

import duckdb

from dagster_pipelines.landing.columns import ColumnMatch
from dagster_pipelines.landing.insert import Target, insert_records, list_unread_values, literal, number_records
from dagster_pipelines.landing.ledger import run
from dagster_pipelines.landing.look import CHUNK_BYTES, FileLook
from dagster_pipelines.landing.repair import readable_copy
from dagster_pipelines.landing.typing import typed_value

MAX_RAW_ROW = 32_000
WRONG_ENCODING = "the row is not valid UTF-8: save the file as UTF-8 and deliver it again"
UNCLOSED_QUOTE = (
    "a quote opens in this row and is never closed, so all that follows belongs to it: close it, deliver again"
)
REASONS = {
    "INVALID ENCODING": ("wrong_encoding", WRONG_ENCODING),
    "MISSING COLUMNS": ("malformed_row", "the row has fewer values than the header has columns"),
    "TOO MANY COLUMNS": (
        "malformed_row",
        "the row has more values than the header has columns: quote values that hold commas",
    ),
    "UNQUOTED VALUE": (
        "malformed_row",
        "a quote is not closed or stands inside a value: double quotes inside quoted values",
    ),
    "LINE SIZE OVER MAXIMUM": (
        "malformed_row",
        "the row is longer than two million bytes: a quote before it may not be closed",
    ),
}
Reject = tuple[int, str, str, str, str]


def _reader(path: Path, column_count: int) -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(column_count))
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header=true, columns={{{columns}}}, delim=',', quote='\"', "
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
        f"""select line_byte_position, arg_min(cast(error_type as varchar), error_order),
                   arg_min(error_message, error_order),
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
    connection: duckdb.DuckDBPyConnection,
    target: Target,
    path: Path,
    look: FileLook,
    match: ColumnMatch,
    column_count: int,
) -> list[Reject]:
    """Append the file's records to their raw table and return what the reader could not delimit."""
    values = {
        column.name: typed_value(column, f"c{match.places[column.name]}", "VARCHAR", look.has_underscore)
        for column in target.table.columns
        if column.name in match.places
    }
    with readable_copy(path, look) as (readable, cut):
        insert_records(connection, target, values, _reader(readable, column_count), "null")
        rejects = _collect_rejects(connection, readable)
    if cut:
        line, text = cut
        rejects.append((line, "physical line", "malformed_row", UNCLOSED_QUOTE, text[:MAX_RAW_ROW].rstrip("\r\n")))
    number_records(connection, target)
    if look.has_nul:
        rejects += _move_nul_rows(connection, target, list(values))
    list_unread_values(connection, target, values)
    return rejects


def _move_nul_rows(connection: duckdb.DuckDBPyConnection, target: Target, names: list[str]) -> list[Reject]:
    """Records that hold NUL bytes leave raw and become rejects; the bytes show as \\0."""
    table = f"raw.{target.table.name}"
    texts = {name: f"cast({name} as varchar)" for name in names} | {"": "cast(_unread_record as varchar)"}
    condition = " or ".join(f"contains({text}, chr(0)) or contains({text}, '\\u0000')" for text in texts.values())
    raw_row = " || ',' || ".join(f"coalesce(replace({text}, chr(0), '\\0'), '')" for text in texts.values())
    where = f"{target.where} and ({condition})"
    rows = run(
        connection, f"select _record_number, left({raw_row}, {MAX_RAW_ROW}) from {table} where {where} order by 1"
    )
    run(connection, f"delete from {table} where {where}")
    return [
        (number, "record", "nul_byte", "the row holds a NUL byte: the file is damaged, export it again", raw.strip(","))
        for number, raw in rows
    ]


def utf_16_rejects(path: Path, encoding: str) -> list[Reject]:
    """Every line of a UTF-16 file below its header: the contract says UTF-8, and guessing is worse than saying so."""
    lines = path.read_bytes().decode(encoding, errors="replace").splitlines()
    reason = f"the file is {encoding.upper()[:6]}, not UTF-8: save it as UTF-8 and deliver it again"
    return [
        (number, "physical line", "wrong_encoding", reason, text[:MAX_RAW_ROW].replace("\0", "\\0"))
        for number, text in enumerate(lines[1:], 2)
        if text.strip()
    ]
