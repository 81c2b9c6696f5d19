"""How the tier models grow: `python -m tests.customer_tiers.benchmark [--customers 1500 3000 6000] [--reviews 48]`.

The models run as compiled, in one DuckDB process in memory, on random companies under the project's own policy; loading is
not measured. CPU seconds hardly depend on what else the machine does; the ratios say how the time grows.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.customer_tiers.models import EMPTY, INPUTS, TARGETS, TierModels
from tests.customer_tiers.random_company import AS_OF, company

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--customers", type=int, nargs="+", default=[1_500, 3_000, 6_000])
parser.add_argument("--reviews", type=int, default=48)
WALK = "int_effective_tiers"


def measure(models: TierModels, customers: int, reviews: int) -> dict[str, tuple[float, float]]:
    """CPU and elapsed seconds by model."""
    plan = models.plan(TARGETS, [*INPUTS, *EMPTY])
    seeds = [name for name in plan if models.nodes[name]["resource_type"] == "seed"]
    connection = models.run(seeds, company(1, customers, reviews))
    connection.execute("set threads = 2").fetchall()
    seconds = {}
    for name in plan:
        # A step that is read once stands inside the SQL that reads it.
        if name in seeds or models.nodes[name]["config"]["materialized"] == "ephemeral":
            continue
        cpu, wall = time.process_time(), time.perf_counter()
        models.build(connection, name)
        seconds[name] = (time.process_time() - cpu, time.perf_counter() - wall)
    return seconds


def main() -> None:
    """Prints one line a size, and the slowest models of the largest."""
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = TierModels(Path(folder), {"as_of_date": AS_OF})
        first: float | None = None
        print(f"{'customers':>9} {'reviews':>7} {'CPU s':>7} {'elapsed s':>9} {'walk CPU s':>10} {'CPU ratio':>9} {'size ratio':>10}")
        for customers in arguments.customers:
            seconds = measure(models, customers, arguments.reviews)
            cpu, wall = (sum(values) for values in zip(*seconds.values(), strict=True))
            first = first or cpu
            print(
                f"{customers:>9,} {arguments.reviews:>7} {cpu:>7.1f} {wall:>9.1f} {seconds[WALK][0]:>10.1f} "
                f"{cpu / first:>9.2f} {customers / arguments.customers[0]:>10.2f}",
                flush=True,
            )
        for name, (cpu, wall) in sorted(seconds.items(), key=lambda item: -item[1][0])[:6]:
            print(f"  {name}: {cpu:.1f} s CPU, {wall:.1f} s")


if __name__ == "__main__":
    main()
