"""One refresh at a time in a warehouse."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

POLL_SECONDS = 0.5
_held: set[Path] = set()


class WarehouseBusy(Exception):
    """Another refresh holds the warehouse."""


def _holder(stream: IO[str]) -> str:
    stream.seek(0)
    try:
        held = json.loads(stream.read())
        return f"process {held['process']}, since {held['since']}"
    except (ValueError, KeyError):
        return "another process"


@contextmanager
def warehouse_lock(warehouse: Path, wait_seconds: int, say: Callable[[str], None]) -> Iterator[bool]:
    """Hold the warehouse; wait for another refresh, then raise WarehouseBusy.

    The lock is the kernel's: it ends with the process, however that ends, so a killed refresh leaves none behind.
    Within one process it can be taken again; yields whether it is taken for the first time.
    """
    path = (warehouse / "refresh.lock").resolve()
    if path in _held:
        yield False
        return
    with path.open("a+", encoding="utf-8") as stream:
        deadline = time.monotonic() + wait_seconds
        has_said = False
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise WarehouseBusy(
                        f"Another refresh runs in {warehouse} ({_holder(stream)}): wait for it, "
                        "or set REFRESH_WAIT_SECONDS to wait longer."
                    ) from None
                if not has_said:
                    say(f"another refresh runs in this warehouse ({_holder(stream)}); waiting up to {wait_seconds} s")
                    has_said = True
                time.sleep(POLL_SECONDS)
        stream.seek(0)
        stream.truncate()
        json.dump({"process": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}, stream)
        stream.flush()
        _held.add(path)
        try:
            yield True
        finally:
            _held.discard(path)
