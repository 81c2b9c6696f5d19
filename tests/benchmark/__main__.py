"""`python -m tests.benchmark [--sizes 1_000_000 10_000_000] [--rounds 2]`: measure, compare, write the tables.

Ratios come from one run: in each round every command is measured once, one after the other, so that what else the
machine does hits all of them. This process stays small (a child's peak memory begins with its parent's), so data are
made and compared in processes of their own.
"""

import argparse
from pathlib import Path

from .candidates import Candidates
from .measure import ROOT, Measurement, check, python
from .report import machine, table, write_report

parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
parser.add_argument(
    "--sizes", type=int, nargs="+", default=[1_000_000, 10_000_000], help="invoice lines; underscores allowed"
)
parser.add_argument("--rounds", type=int, default=2, help="of the interleaved part; the quickest counts")
parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmark")
parser.add_argument("--skip-refresh", action="store_true", help="only floor, polars, loading and bare dbt")
parser.add_argument(
    "--check-rebuild", action="store_true", help="compare the refreshed warehouse with one from scratch"
)
parser.add_argument("--document", type=Path, help="write the tables into this Markdown file instead of the terminal")


def measure_size(folder: Path, lines: int, options: argparse.Namespace) -> tuple[list[Measurement], list[str]]:
    """Everything about one size; also what was checked, in words."""
    landing, drops = folder / f"landing_{lines}", folder / f"landing_{lines}_with_drop"
    check(python("tests.benchmark.workload", "generate", str(landing), str(lines)))
    candidates = Candidates(folder / str(lines), landing, lines)
    results = [candidates.plain_read(), candidates.load()]
    for _ in range(options.rounds):
        results += [candidates.floor(), candidates.bare_dbt(), candidates.polars()]
    results.append(candidates.bare_dbt(tests=False))
    check(python("tests.benchmark.equality", str(candidates.floor_result), str(candidates.bare / "build.duckdb")))
    notes = [f"{lines:,} lines: every column of the floor's `customer_value_metrics` equals the mart's in every row."]
    if options.skip_refresh:
        return results, notes
    check(python("tests.benchmark.workload", "folders", str(landing), str(drops)))
    results.append(candidates.refresh("refresh, first", drops))
    results.append(candidates.refresh("refresh, unchanged", drops))
    check(python("tests.benchmark.workload", "drop", str(drops), str(lines)))
    results.append(candidates.refresh("refresh, 0.1 % new", drops))
    if options.check_rebuild:
        scratch = Candidates(folder / f"{lines}_scratch", drops, lines)
        scratch.refresh("refresh, from scratch", drops)
        check(python("tests.benchmark.rebuild", str(candidates.served), str(scratch.served)))
        notes.append(f"{lines:,} lines: after the drop every served mart equals a rebuild from scratch, bit for bit.")
    return results, notes


def main() -> None:
    """Measures all sizes and writes the report."""
    options = parser.parse_args()
    results: list[Measurement] = []
    notes: list[str] = []
    for lines in options.sizes:
        measured, checked = measure_size(options.folder, lines, options)
        results += measured
        notes += checked
    if options.document:
        write_report(results, options.document, notes)
    print("\n".join(["", machine(), "", table(results), "", *notes]))


if __name__ == "__main__":
    main()
