"""Is a refreshed warehouse the one that a rebuild from scratch makes? Bit for bit, mart by mart."""

import sys
from pathlib import Path

import duckdb

# What belongs to one refresh by its nature: its id, its time, its ledger.
OWN_TO_A_REFRESH = {"refresh_log", "restatements", "load_audit", "rejected_rows", "alerts"}


def served_database(warehouse: Path) -> Path:
    return warehouse / "serving" / "current" / "customer_value.duckdb"


def different_tables(one: Path, other: Path) -> list[str]:
    """Tables of the served databases whose rows are not the same multiset."""
    found = []
    with duckdb.connect() as connection:
        connection.execute(f"attach '{served_database(one)}' as one (read_only)")
        connection.execute(f"attach '{served_database(other)}' as other (read_only)")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'one' order by all"
        ).fetchall()
        for schema, table in tables:
            if table in OWN_TO_A_REFRESH:
                continue
            left, right = f"select * from one.{schema}.{table}", f"select * from other.{schema}.{table}"
            count = connection.execute(
                f"select count(*) from (({left} except all {right}) union all ({right} except all {left}))"
            ).fetchone()[0]
            if count:
                found.append(f"{schema}.{table}: {count} rows")
    return found


if __name__ == "__main__":
    if unequal := different_tables(Path(sys.argv[1]), Path(sys.argv[2])):
        raise SystemExit(f"tables that differ from a rebuild from scratch: {unequal}")
