"""The Python library as one zip file. `python -m dagster_pipelines.snowflake.library FILE` writes it.

Snowflake imports a zip file whose packages stand at its root; dbt puts it on a stage at the start of a run
(macros/snowflake/stage_library.sql).
"""

import sys
import zipfile
from pathlib import Path

PYTHON_MODELS = Path(__file__).resolve().parents[2] / "python_models"
SHELLS = "dbt_models"
# The same content gives the same bytes, so that nobody wonders why the file changed.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def library_files(folder: Path = PYTHON_MODELS) -> list[Path]:
    """The library's modules: everything but the dbt models themselves, which dbt sends on its own."""
    return sorted(path for path in folder.rglob("*.py") if path.relative_to(folder).parts[0] != SHELLS)


def write_library(target: Path, folder: Path = PYTHON_MODELS) -> Path:
    """Write the zip file; returns its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in library_files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    print(write_library(Path(sys.argv[1]).resolve()))
