"""Snapshot folders: an unfinished one is hidden by its name, a finished one never changes, `current` is a link."""

import os
import shutil
import stat
from pathlib import Path

DATABASE_NAME = "customer_value.duckdb"
DASHBOARDS_NAME = "dashboards"
CURRENT = "current"
BUILDING_PREFIX = ".building-"
LINK_PREFIX = ".link-"


def building_folder(serving: Path, refresh_id: str) -> Path:
    """Where a snapshot grows until it is complete."""
    return serving / f"{BUILDING_PREFIX}{refresh_id}"


def current_refresh_id(serving: Path) -> str | None:
    """The refresh that readers see; None before the first one."""
    link = serving / CURRENT
    return os.readlink(link) if link.is_symlink() else None


def snapshot_ids(serving: Path) -> list[str]:
    """Finished snapshots, oldest first: their names begin with the time."""
    if not serving.is_dir():
        return []
    return sorted(
        path.name for path in serving.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."
    )


def seal(folder: Path) -> None:
    """Bring every file to disk and take away the right to write, so that a finished snapshot never changes."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
            path.chmod(0o444)
        else:
            path.chmod(0o555)
    _sync_folder(folder)


def finish(serving: Path, refresh_id: str) -> Path:
    """The building folder becomes a snapshot, in one rename."""
    folder = building_folder(serving, refresh_id)
    seal(folder)
    final = serving / refresh_id
    os.rename(folder, final)
    final.chmod(0o555)
    _sync_folder(serving)
    return final


def point_current(serving: Path, refresh_id: str) -> None:
    """Swap the link by rename: a reader sees the old snapshot or the new one, never neither."""
    fresh = serving / f"{LINK_PREFIX}{refresh_id}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(refresh_id, target_is_directory=True)
    os.replace(fresh, serving / CURRENT)
    _sync_folder(serving)


def remove_folder(folder: Path) -> None:
    """Delete a sealed folder; open readers keep what they opened."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder)


def sweep(serving: Path) -> list[str]:
    """Remove what a killed refresh left behind; the names of what was removed."""
    if not serving.is_dir():
        return []
    removed = []
    for path in sorted(serving.iterdir()):
        if path.name.startswith(LINK_PREFIX):
            path.unlink()
        elif path.name.startswith(BUILDING_PREFIX):
            remove_folder(path)
        else:
            continue
        removed.append(path.name)
    return removed


def forget_old(serving: Path, keep: int) -> list[str]:
    """Keep the newest `keep` snapshots and always the current one; the names of the removed."""
    current = current_refresh_id(serving)
    others = [name for name in snapshot_ids(serving) if name != current]
    removed = others[: max(0, len(others) - max(0, keep - 1))]
    for name in removed:
        remove_folder(serving / name)
    return removed


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
