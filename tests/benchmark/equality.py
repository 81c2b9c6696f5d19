"""Is the floor's mart the warehouse's mart? Every column it has, every row, amounts to half a cent, rates to 2e-6."""

import sys
from pathlib import Path

import duckdb

KEY = ("customer_id", "review_date")


def different_columns(floor: Path, warehouse: Path) -> dict[str, tuple[int, str]]:
    """Number of differing rows and one example by column; empty when the two agree."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{floor}' as floor (read_only); attach '{warehouse}' as warehouse (read_only)")
        columns = connection.execute(
            "select column_name from duckdb_columns() "
            "where database_name = 'floor' and table_name = 'customer_value_metrics'"
        ).fetchall()
        for (column,) in columns:
            if column in KEY:
                continue
            mine, theirs = f"f.{column}", f"m.{column}"
            tolerance = "0.0051" if column.endswith("amount") else f"2e-6 * greatest(1, abs({mine}::double))"
            differs = f"{mine} is distinct from {theirs}"
            if column != "lifecycle_status":
                differs = (
                    f"({mine} is null) <> ({theirs} is null) or abs({mine}::double - {theirs}::double) > {tolerance}"
                )
            count, example = connection.execute(
                f"""select count(*), min(concat_ws(' ', customer_id, review_date, 'floor', {mine}, 'mart', {theirs}))
                from floor.customer_value_metrics as f
                full join warehouse.marts.customer_value_metrics as m using (customer_id, review_date)
                where f.review_date is null or m.review_date is null or {differs}"""
            ).fetchone()
            if count:
                found[column] = (count, example)
    return found


if __name__ == "__main__":
    if different := different_columns(Path(sys.argv[1]), Path(sys.argv[2])):
        raise SystemExit(f"the floor and the mart differ: {different}")
