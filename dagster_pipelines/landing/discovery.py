"""Which files of a landing folder belong to which table, and which do not count yet."""

import difflib
import time
from dataclasses import dataclass, field
from pathlib import Path

from dagster_pipelines.landing.contract import landing_tables
from dagster_pipelines.landing.errors import LandingError

UNFINISHED_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload")


@dataclass(frozen=True)
class LandingFile:
    """One drop. `name` is its path below the landing folder, with `/`: precedence goes by the order of names."""

    table: str
    name: str
    path: Path
    format: str


@dataclass
class Discovery:
    """What a landing folder holds: drops in the order of their names, files that wait, files passed over."""

    files: list[LandingFile] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)


def _table_of(relative: Path) -> str:
    return relative.stem.lower() if len(relative.parts) == 1 else relative.parts[0].lower()


def _why_ignored(relative: Path) -> str | None:
    """Why a file is no drop, with the nearest thing it could have been."""
    if any(part.startswith((".", "_", "~")) for part in relative.parts):
        return "hidden or temporary name"
    if relative.suffix.lower() not in (".csv", ".parquet"):
        return f"not .csv or .parquet: save it as {_table_of(relative)}.csv if it should be read"
    table = _table_of(relative)
    if table not in landing_tables():
        near = difflib.get_close_matches(table, landing_tables(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"the contract knows no table {table}{hint}"
    return None


def _still_growing(files: list[LandingFile], settle_seconds: float) -> set[str]:
    """Names of files whose size changes while we look; only files touched a moment ago are looked at twice."""
    now = time.time()
    recent = {file.name: file.path.stat() for file in files}
    recent = {name: stat for name, stat in recent.items() if now - stat.st_mtime < settle_seconds}
    if not recent:
        return set()
    time.sleep(settle_seconds)
    growing = set()
    for file in files:
        if file.name in recent:
            stat = file.path.stat()
            before = recent[file.name]
            if (stat.st_size, stat.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
                growing.add(file.name)
    return growing


def discover(landing_folder: Path, settle_seconds: float = 0.5) -> Discovery:
    """Look through a landing folder. Files modified less than `settle_seconds` ago are watched for that long."""
    if not landing_folder.is_dir():
        raise LandingError(
            f"The landing folder {landing_folder} does not exist: set LANDING to the folder with your files."
        )
    found = Discovery()
    for path in sorted(landing_folder.rglob("*")):
        if not path.is_file():
            continue
        relative = path.relative_to(landing_folder)
        name = relative.as_posix()
        if name.lower().endswith(UNFINISHED_SUFFIXES):
            found.waiting[name] = "half-written: its name says that it is still being written"
        elif reason := _why_ignored(relative):
            found.ignored[name] = reason
        else:
            found.files.append(LandingFile(_table_of(relative), name, path, relative.suffix.lower().lstrip(".")))
    growing = _still_growing(found.files, settle_seconds)
    for name in growing:
        found.waiting[name] = "half-written: its size is still changing"
    found.files = sorted(
        (file for file in found.files if file.name not in growing), key=lambda file: file.name.encode()
    )
    return found
