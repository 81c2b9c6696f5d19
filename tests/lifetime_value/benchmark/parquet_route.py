"""Parquet to scored Parquet: group in DuckDB, fit on patterns, score patterns, join back. `python … IN OUT THREADS`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main(source: str, target: str, threads: int) -> None:
    import duckdb
    from lifetime_value import fit_bg_nbd, fit_gamma_gamma, purchase_patterns, score, spend_patterns

    before = time.perf_counter()
    connection = duckdb.connect(config={"threads": threads})
    grouped = connection.execute(
        f"select x, recency_days, age_days, count(*) as n from '{source}' group by all"
    ).fetchnumpy()
    patterns = purchase_patterns(
        grouped["x"], grouped["recency_days"] / 7.0, grouped["age_days"] / 7.0, grouped["n"]
    )
    fit = fit_bg_nbd(patterns)
    # Steps of 2 % with their means kept move p, q and gamma by under 0.01 %.
    binned = connection.execute(
        f"""select x, floor(ln(spend) * 50) as step, count(*) as n, exp(avg(ln(spend))) as m
            from '{source}' where x > 0 and spend > 0 group by all"""
    ).fetchnumpy()
    spend = fit_gamma_gamma(spend_patterns(binned["x"], binned["m"], binned["n"]))
    scores = score(fit, patterns, 52.0)
    connection.register(
        "scores",
        {
            "x": grouped["x"], "recency_days": grouped["recency_days"], "age_days": grouped["age_days"],
            "probability_active": scores.probability_active, "expected_purchases": scores.expected_purchases,
        },
    )
    p, q, gamma = (f"{float(value)!r}::double" for value in spend.values)
    connection.execute(
        f"""copy (
            select customer_id, probability_active, expected_purchases,
                {p} * ({gamma} + x * spend) / ({p} * x + {q} - 1) as expected_spend
            from '{source}' inner join scores using (x, recency_days, age_days)
        ) to '{target}' (format parquet)"""
    ).fetchall()
    written = connection.execute(f"select count(*) from '{target}'").fetchall()[0][0]
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    expected = float(patterns.weights @ scores.expected_purchases)
    measured = {"seconds": seconds, "peak_mib": peak, "rows": written, "patterns": len(patterns), "expected": expected}
    print(json.dumps(measured))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python_models"))
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
