"""Speed, memory and likelihood beside other libraries: `make benchmark-lifetime-value [ROUNDS=5] [LARGE=10_000_000]`.

Every run is a process of its own with one BLAS thread; the libraries take turns within a round, so that a busy machine
slows all of them; ratios are taken within a round and their median is reported. pymc-marketing takes part where
PYMC_PYTHON (--pymc-python) names the interpreter of an environment that has it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from tests.lifetime_value.benchmark.data import write_customers, write_parquet
from tests.lifetime_value.reference_likelihood import log_likelihood_bg, log_likelihood_gamma_gamma

HERE = Path(__file__).parent
GOALS = {
    "lifetimes": 15.0, "lifetimes_weighted": 8.0, "pymc": 5.0, "pareto": 15.0, "memory": 0.6, "likelihood": 1e-4,
}


def run(script: str, *arguments: str, python: str = sys.executable) -> dict[str, Any]:
    """One measured process; its last line is JSON. Raises where it fails."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, str(HERE / script), *arguments], env=environment, capture_output=True, text=True, timeout=1_800
    )
    if done.returncode:
        raise RuntimeError(f"{script} {' '.join(arguments)} failed:\n{done.stderr[-2_000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def interleaved(contestants: dict[str, tuple[str, ...]], rounds: int, pythons: dict[str, str]) -> dict[str, list]:
    found: dict[str, list] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, arguments in contestants.items():
            found[name].append(run("workers.py", *arguments, python=pythons.get(name, sys.executable)))
            print(f"  round {number + 1} {name}: {found[name][-1]['seconds']:.3f} s", flush=True)
    return found


def report(found: dict[str, list], goals: dict[str, float]) -> list[str]:
    """Lines of a table; the ratio of each round is taken within that round."""
    ours = found["ours"]
    lines = []
    for name, runs in found.items():
        ratios = [run["seconds"] / own["seconds"] for run, own in zip(runs, ours, strict=True)]
        memory = median(run["peak_mib"] for run in ours) / median(run["peak_mib"] for run in runs)
        goal = f", goal {goals[name]:g}" if name in goals else ""
        lines.append(
            f"| {name} | {median(run['seconds'] for run in runs):.3f} s | {median(ratios):.1f} x "
            f"({min(ratios):.1f} to {max(ratios):.1f}{goal}) | {median(run['peak_mib'] for run in runs):.0f} MiB "
            f"(ours {memory:.2f}) |"
        )
    return lines


def likelihood_gaps(found: dict[str, list], file: Path) -> list[str]:
    """How far each library's likelihood lies below or above ours, by one independent reference."""
    with np.load(file) as data:
        x, t_x, age, spend = (data[name] for name in ("x", "t_x", "age", "spend"))
    buys = (x > 0) & (spend > 0)
    values = {
        name: (
            log_likelihood_bg(tuple(runs[0]["bg"]), x, t_x, age),
            log_likelihood_gamma_gamma(tuple(runs[0]["gg"]), x[buys], spend[buys]),
        )
        for name, runs in found.items()
    }
    return [
        f"{name}: BG/NBD {bg - values['ours'][0]:+.2e}, Gamma-Gamma {gg - values['ours'][1]:+.2e} beside ours"
        for name, (bg, gg) in values.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--pareto-size", type=int, default=100_000)
    parser.add_argument("--pareto-rounds", type=int, default=5)
    parser.add_argument("--large", type=int, default=10_000_000, help="0 leaves the Parquet route out")
    parser.add_argument("--pymc-python", default=os.environ.get("PYMC_PYTHON", ""))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = write_customers(Path(folder, "customers.npz"), options.size)
        libraries = ["ours", "lifetimes", "lifetimes_weighted"] + (["pymc"] if options.pymc_python else [])
        print(f"{options.size:,} customers: fit BG/NBD and Gamma-Gamma, score 52 weeks", flush=True)
        found = interleaved(
            {name: (name, "customers", str(file)) for name in libraries}, options.rounds, {"pymc": options.pymc_python}
        )
        print("\n".join(report(found, GOALS)))
        print("\n".join(likelihood_gaps(found, file)), flush=True)
        if options.large:
            source = write_parquet(Path(folder, "large.parquet"), options.large)
            print(f"{options.large:,} customers, Parquet to scored Parquet", flush=True)
            for threads in ("1", "2"):
                done = run("parquet_route.py", str(source), str(Path(folder, "scored.parquet")), threads)
                print(f"| {threads} threads | {done['seconds']:.2f} s | {done['peak_mib']:.0f} MiB | "
                      f"{done['patterns']:,} patterns | {done['rows']:,} rows written |", flush=True)
            slowest = median(run["seconds"] for run in found["lifetimes"])
            print(f"lifetimes took {slowest:.2f} s for {options.size:,}", flush=True)
        if not options.pareto_rounds:
            return
        file = write_customers(Path(folder, "pareto.npz"), options.pareto_size)
        print(f"{options.pareto_size:,} customers: fit Pareto/NBD", flush=True)
        contestants = {name: (name, "pareto", str(file)) for name in ("ours", "lifetimes")}
        pareto = interleaved(contestants, options.pareto_rounds, {})
        print("\n".join(report(pareto, {"lifetimes": GOALS["pareto"]})))


if __name__ == "__main__":
    main()
