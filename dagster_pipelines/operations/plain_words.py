"""Errors of the machine in words that say what to do."""

import errno
import shutil
from pathlib import Path

FULL = ("no space left on device", "disk is full", "disk quota exceeded", "out of disk space")
FORBIDDEN = ("permission denied", "read-only file system", "readonly database")


# A refresh of the demo company writes about this much; below it every writer fails in words of its own.
NEEDED_BYTES = 64 * 1024 * 1024


def require_space(warehouse: Path) -> None:
    """Raise OSError before anything is written where the disk cannot hold another snapshot."""
    build = warehouse / "build.duckdb"
    needed = max(NEEDED_BYTES, build.stat().st_size if build.exists() else 0)
    if shutil.disk_usage(warehouse).free < needed:
        raise OSError(errno.ENOSPC, "No space left on device", str(warehouse))


def chain_text(error: BaseException) -> str:
    """The messages of an error and of those it came from."""
    texts, seen = [], set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        texts.append(str(current))
        current = current.__cause__ or current.__context__
    return "\n".join(texts)


def in_words(text: str, warehouse: Path) -> str:
    """One sentence where the machine is to blame; else the text as it is."""
    lowered = text.lower()
    if any(sign in lowered for sign in FULL) or ("disk i/o error" in lowered and _is_nearly_full(warehouse)):
        return f"The disk that holds {warehouse} is full: free space, then run again."
    if any(sign in lowered for sign in FORBIDDEN):
        return f"{warehouse} or a file in it cannot be written: give this user the right to write, then run again."
    return text


def _is_nearly_full(warehouse: Path) -> bool:
    return shutil.disk_usage(warehouse).free < NEEDED_BYTES


def of_os_error(error: OSError, warehouse: Path) -> str:
    """The same for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return in_words(FULL[0], warehouse)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return in_words(FORBIDDEN[0], warehouse)
    return f"{error.filename or warehouse}: {error.strerror}."
