"""Makes a served database of invented customers in the shape of the mart contract, of any size."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent / "synthetic"
ORDER = (
    "core",
    "customer_value",
    "customer_tiers",
    "account_management",
    "growth_and_factors",
    "quality_and_leadership",
)


def make_served(path: Path, customers: int) -> Path:
    """Writes `path` anew with the given number of customers; ids and figures depend on nothing else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for name in ORDER:
            statements = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").replace("{customers}", str(customers))
            connection.execute(statements).fetchall()
    return path


def empty_every_mart(path: Path) -> Path:
    """The same database with no row in any mart."""
    with duckdb.connect(str(path)) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('marts', 'core', 'quality')"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"delete from {name}").fetchall()
    return path


if __name__ == "__main__":
    make_served(Path(sys.argv[1]), int(sys.argv[2]))
