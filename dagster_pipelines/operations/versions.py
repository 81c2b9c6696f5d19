"""Fingerprints: what went into a refresh, so that the same input is not transformed twice."""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dagster_pipelines.environments import REPOSITORY

CODE_FOLDERS = (
    "dbt_project",
    "macros",
    "python_models",
    "dagster_pipelines",
    "dashboards",
    "seeds/reference",
    "tests/dbt",
)
CODE_SUFFIXES = {".sql", ".py", ".yml", ".yaml", ".csv", ".js", ".css", ".html", ".json", ".md"}
PASSED_OVER = {"target", "logs", "__pycache__", ".local_defs_state"}
LIBRARIES = ("duckdb", "dbt-core", "dbt-duckdb", "numpy", "scipy", "plotly")


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def folder_version(folders: Iterable[Path], suffixes: set[str]) -> str:
    """One short hash over the names and contents of the files below some folders."""
    parts: list[bytes] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if path.suffix in suffixes and path.is_file() and not PASSED_OVER & set(relative.parts):
                parts += [relative.as_posix().encode(), path.read_bytes()]
    return _digest(parts)


def code_version(repository: Path = REPOSITORY) -> str:
    """Hash of everything that decides figures or pages: code, reference seeds and the libraries that compute."""
    code = folder_version([repository / folder for folder in CODE_FOLDERS], CODE_SUFFIXES)
    return _digest([code.encode(), *(version(library).encode() for library in LIBRARIES)])


def policy_version(policy: Path) -> str:
    """Hash of the policy seeds in use."""
    return folder_version([policy], {".csv", ".yml"})


def input_version(landing_hashes: dict[str, str], *others: Any) -> str:
    """Hash of landing files (name → content hash) and whatever else decides a refresh, such as variables."""
    return _digest(
        [json.dumps(landing_hashes, sort_keys=True).encode(), json.dumps(others, sort_keys=True, default=str).encode()]
    )
