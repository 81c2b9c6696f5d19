"""The floor: `floor.sql` in one connection, statement by statement, with seconds by stage.

`python -m tests.benchmark.floor LANDING RESULT.duckdb --as-of 2026-03-31`
"""

import argparse
import json
import re
import time
from pathlib import Path

import duckdb

SQL = Path(__file__).with_name("floor.sql")


def run_floor(landing: Path, result: Path, as_of: str, currency: str = "USD", threads: int = 2) -> dict[str, float]:
    """Writes `customer_value_metrics` into `result`; returns seconds by stage."""
    result.unlink(missing_ok=True)
    lines = landing / "invoice_lines"
    text = SQL.read_text(encoding="utf-8")
    given = {
        "$lines": f"{lines}/*.parquet" if lines.is_dir() else f"{lines}.parquet",
        "$land": str(landing),
        "$as_of": as_of,
        "$currency": currency,
    }
    for name, value in given.items():
        text = text.replace(name, value)
    seconds: dict[str, float] = {}
    with duckdb.connect() as connection:
        connection.execute(f"set threads = {threads}")
        connection.execute(f"set temp_directory = '{result}.spill'")
        connection.execute(f"attach '{result}' as result")
        stage = "macros"
        for block in re.split(r"^-- @ ", text, flags=re.M):
            head = re.match(r"(\w+)", block)
            stage = head.group(1) if head and not block.startswith("--") else stage
            body = re.sub(r"^.*\n", "", block, count=1) if head else block
            started = time.perf_counter()
            for statement in body.split(";\n"):
                if statement.strip() and not all(line.startswith("--") for line in statement.strip().splitlines()):
                    connection.execute(statement)
            seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - started
        started = time.perf_counter()
        connection.execute("checkpoint result")
        seconds["checkpoint"] = time.perf_counter() - started
    return seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("landing", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--as-of", default="2026-03-31")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    print(json.dumps(run_floor(chosen.landing, chosen.result, chosen.as_of, threads=chosen.threads)))
