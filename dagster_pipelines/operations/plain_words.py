"""Errors of the machine in words that say what to do."""

import errno
from pathlib import Path

FULL = ("no space left on device", "disk is full", "disk quota exceeded", "out of disk space")
FORBIDDEN = ("permission denied", "read-only file system", "readonly database")


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
    if any(sign in lowered for sign in FULL):
        return f"The disk that holds {warehouse} is full: free space, then run again."
    if any(sign in lowered for sign in FORBIDDEN):
        return f"{warehouse} or a file in it cannot be written: give this user the right to write, then run again."
    return text


def of_os_error(error: OSError, warehouse: Path) -> str:
    """The same for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return in_words(FULL[0], warehouse)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return in_words(FORBIDDEN[0], warehouse)
    return f"{error.filename or warehouse}: {error.strerror}."
