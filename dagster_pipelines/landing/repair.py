"""A copy of a CSV file that the strict reader can delimit, for the few files that need one."""

import csv
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dagster_pipelines.landing.look import CHUNK_BYTES, FileLook


def unclosed_quote(path: Path) -> tuple[int, int, str] | None:
    """Where a quote opens that is never closed: byte offset and physical line of its record, and the text from there.

    The engine's reader loses such a record silently when it reads with one thread, and with several it guesses anew
    where records start inside the open quote; so the file is cut before it.
    """
    csv.field_size_limit(sys.maxsize)
    lines_before = 0
    with path.open(encoding="latin-1", newline="") as stream:
        reader = csv.reader(stream)
        line = 0
        for _ in reader:
            lines_before, line = line, reader.line_num
    offset, tail = 0, []
    with path.open(encoding="latin-1", newline="") as stream:
        for number, text in enumerate(stream):
            if number < lines_before:
                offset += len(text)
            else:
                tail.append(text)
    try:
        list(csv.reader(tail, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raw = "".join(tail).encode("latin-1").decode("utf-8", errors="replace")
            return offset, lines_before + 1, raw
    return None


def _copy(path: Path, copy: IO[bytes], byte_count: int, even_line_ends: bool) -> None:
    """Write the first `byte_count` bytes, with every line end as a line feed if asked."""
    carry = b""
    with path.open("rb") as stream:
        while byte_count > 0 and (chunk := stream.read(min(CHUNK_BYTES, byte_count))):
            byte_count -= len(chunk)
            if even_line_ends:
                chunk = carry + chunk
                carry = b"\r" if chunk.endswith(b"\r") else b""
                chunk = chunk.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            copy.write(chunk)
    copy.write(b"\n" if carry else b"")
    copy.flush()


@contextmanager
def readable_copy(path: Path, look: FileLook) -> Iterator[tuple[Path, tuple[int, str] | None]]:
    """The file or a copy that the strict reader can delimit, and what was cut off: its physical line and text."""
    cut = unclosed_quote(path) if look.has_odd_quotes else None
    if cut is None and not look.has_mixed_line_ends:
        yield path, None
        return
    with tempfile.NamedTemporaryFile(suffix=".csv") as copy:
        _copy(path, copy, cut[0] if cut else look.byte_count, look.has_mixed_line_ends)
        yield Path(copy.name), (cut[1], cut[2]) if cut else None
