"""From numpy arrays to Arrow columns, and from tables of columns to landing files."""

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

Table = dict[str, pa.Array]


def money(cents: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Whole cents as exact decimals; `missing` marks NULLs."""
    words = np.empty((len(cents), 2), dtype=np.int64)
    words[:, 0] = cents
    words[:, 1] = words[:, 0] >> 63
    validity = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [validity, pa.py_buffer(words.tobytes())])


def dates(days: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Day numbers since 1970-01-01 as dates."""
    return pa.array(np.asarray(days, dtype=np.int32), mask=missing).cast(pa.date32())


def take(values: pa.Array | list | tuple, index: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """`values` picked by position; `missing` marks NULLs."""
    source = values if isinstance(values, pa.Array) else pa.array(values)
    safe = np.where(missing, 0, index) if missing is not None else index
    return source.take(pa.array(np.asarray(safe, dtype=np.int64), mask=missing))


def numbers(values: np.ndarray, missing: np.ndarray | None = None, digits: int | None = None) -> pa.Array:
    """Plain numbers, rounded where `digits` is given."""
    return pa.array(values if digits is None else np.round(values, digits), mask=missing)


def ids(prefix: str, count: int, width: int) -> pa.Array:
    """`prefix` and a running number from 1."""
    return pa.array([f"{prefix}{number:0{width}d}" for number in range(1, count + 1)])


class LandingWriter:
    """Writes tables as files of one format; large tables may come in parts, which then share a folder."""

    def __init__(self, folder: Path, file_format: str) -> None:
        self.folder = folder
        self.file_format = file_format
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)

    def write(self, name: str, table: Table) -> None:
        """One table as one file."""
        self._write(self.folder / f"{name}.{self.file_format}", pa.table(table))

    def write_part(self, name: str, part: int, parts: int, table: Table) -> None:
        """One part of a table; a single part is a single file."""
        if parts == 1:
            self.write(name, table)
            return
        (self.folder / name).mkdir(exist_ok=True)
        self._write(self.folder / name / f"{name}_{part:04d}.{self.file_format}", pa.table(table))

    def _write(self, path: Path, table: pa.Table) -> None:
        if self.file_format == "parquet":
            pyarrow.parquet.write_table(table, path, compression="zstd")
            return
        options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
        with path.open("wb") as target:
            target.write((",".join(table.column_names) + "\n").encode())
            pyarrow.csv.write_csv(table, target, options)
