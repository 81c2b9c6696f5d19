"""A look at the bytes of a file before any reader sees it.

The engine's CSV reader lets NUL bytes and doubled headers pass, reads UTF-16 as garbage and stops at mixed line ends,
so these are found here, in the same pass that computes the content hash.
"""

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from dagster_pipelines.landing.errors import LandingError

CHUNK_BYTES = 8 << 20
HEADER_BYTES = 1 << 20
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class FileLook:
    """Facts about the bytes of one file.

    `encoding` is utf-8, utf-16-le or utf-16-be; `has_mixed_line_ends` that more than one kind of line end stands in it;
    `has_odd_quotes` that a quote is not closed.
    """

    content_hash: str
    byte_count: int
    encoding: str
    has_nul: bool
    has_mixed_line_ends: bool
    has_odd_quotes: bool
    has_underscore: bool
    is_blank: bool


def _encoding_of(head: bytes) -> str:
    """UTF-16 by its mark, or by zero bytes at every other place of the first characters."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = head[:64]
    if len(sample) >= 8 and sample[1::2].count(0) > len(sample) // 3:
        return "utf-16-le"
    if len(sample) >= 8 and sample[0::2].count(0) > len(sample) // 3:
        return "utf-16-be"
    return "utf-8"


def look_at(path: Path, is_text: bool = True) -> FileLook:
    """One pass over the file: its hash, and for text the oddities that need treatment."""
    digest = hashlib.blake2b(digest_size=16)
    byte_count = pairs = feeds = returns = quotes = 0
    has_nul, has_underscore, is_blank, head, last = False, False, True, b"", b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            byte_count += len(chunk)
            if not is_text:
                is_blank = False
                continue
            # column names are full of underscores; what matters is whether values hold any
            has_underscore = has_underscore or b"_" in (chunk if head else chunk.partition(b"\n")[2])
            head = head or chunk[:HEADER_BYTES]
            has_nul = has_nul or b"\0" in chunk
            is_blank = is_blank and not chunk.strip(b" \t\r\n\xef\xbb\xbf")
            pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            quotes += chunk.count(b'"')
            last = chunk[-1:]
    has_underscore = has_underscore or (feeds == 0 and b"_" in head)
    kinds = sum(count > 0 for count in (pairs, feeds - pairs, returns - pairs))
    return FileLook(
        content_hash=digest.hexdigest(),
        byte_count=byte_count,
        encoding=_encoding_of(head),
        has_nul=has_nul,
        has_mixed_line_ends=kinds > 1,
        has_odd_quotes=quotes % 2 == 1,
        has_underscore=has_underscore,
        is_blank=is_blank,
    )


def header_of(path: Path, encoding: str = "utf-8") -> list[str]:
    """Names in the header row, trimmed; an unreadable byte in it shows as a replacement character."""
    with path.open("rb") as stream:
        text = stream.read(HEADER_BYTES).decode(encoding, errors="replace").lstrip("\ufeff")
    try:
        return [name.strip() for name in next(csv.reader(io.StringIO(text, newline="")), [])]
    except csv.Error as error:
        raise LandingError(
            f"{path.name}: the header row cannot be read ({error}): write the column names as plain text."
        ) from error
