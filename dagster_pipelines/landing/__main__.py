"""python -m dagster_pipelines.landing LANDING DATABASE: load a landing folder into a build database."""

import argparse
import sys
from datetime import date
from pathlib import Path

import duckdb

from dagster_pipelines.landing import LandingError, latest_document_date, load_landing


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_pipelines.landing", description=__doc__)
    parser.add_argument("landing", type=Path, help="folder with one file or folder a table")
    parser.add_argument("database", type=Path, help="build database, such as warehouse/build.duckdb")
    arguments = parser.parse_args()
    arguments.database.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(arguments.database)) as connection:
        try:
            report = load_landing(connection, arguments.landing)
        except LandingError as error:
            print(error, file=sys.stderr)
            return 1
        print("\n".join(report.lines()))
        print(f"latest document date: {latest_document_date(connection, date.today())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
