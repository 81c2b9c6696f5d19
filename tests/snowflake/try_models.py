"""Tries models on Snowflake's emulator while writing them.

    WAREHOUSE=folder python -m tests.snowflake.try_models MODEL... [--as-of DATE]

Copies every table and view of WAREHOUSE/build.duckdb into a fresh emulator, runs the selected models there, puts their
compiled SQL through the gate, and compares their rows with those that DuckDB built. Exit 1 on any finding.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

import duckdb

from tests.dbt_runs import run_dbt
from tests.snowflake import parity, sql_gate
from tests.snowflake.emulator.process import running_emulator


def main() -> int:
    """Run the command line; the number of findings."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("models", nargs="+", help="dbt selectors")
    arguments.add_argument("--as-of", default=os.environ.get("AS_OF", "2025-12-31"))
    options = arguments.parse_args()
    file = Path(os.environ.get("WAREHOUSE", "warehouse"), "build.duckdb").resolve()
    found = 0
    with (
        duckdb.connect(str(file), read_only=True) as duck,
        tempfile.TemporaryDirectory() as folder,
        running_emulator() as emulator,
    ):
        rows = duck.execute("select distinct schema_name from duckdb_tables() union select distinct schema_name from "
                            "duckdb_views() where not internal").fetchall()  # fmt: skip
        for (schema,) in sorted(rows):
            emulator.copy_schema(file, schema)
        run = run_dbt(["run", "--select", *options.models], Path(folder), emulator.environment, {"as_of_date": options.as_of})
        if not run.succeeded:
            print(run.output)
            return 1
        found += sql_gate.main([str(path) for path in sorted(run.target_path.glob("compiled/**/*.sql"))])
        built = {line.split(".")[-1] for line in run.built()}
        with contextlib.closing(emulator.connect()) as connection:
            for relation in parity.relations(run.manifest(), ("staging", "intermediate", "core", "marts", "quality")):
                if relation.name in built:
                    differing = parity.differences(duck, parity.read_snowflake(connection, relation), relation)
                    found += len(differing)
                    print(f"{relation.schema}.{relation.name}: {'; '.join(differing) or 'equal'}")
    return found


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
