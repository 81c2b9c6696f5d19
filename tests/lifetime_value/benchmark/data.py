"""Simulated customers for the benchmark: whole-day times, as companies record them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from lifetime_value.simulation import simulate_bg_nbd, simulate_gamma_gamma

PURCHASES = (0.6, 8.0, 0.8, 3.0)
SPEND = (6.25, 3.74, 15.44)
WEEKS = 104.0
ENTRY_WEEKS = 52.0


def customers(size: int, seed: int) -> dict[str, np.ndarray]:
    """Columns x, t_x, age (weeks, whole days) and spend (mean of the repeat purchases, 0 without), (size,) each."""
    patterns, _ = simulate_bg_nbd(size, PURCHASES, WEEKS, 52.0, seed, entry_weeks=ENTRY_WEEKS)
    t_x = np.ceil(patterns.recency * 7) / 7
    spend = np.zeros(size)
    buys = patterns.frequency > 0
    spend[buys] = simulate_gamma_gamma(patterns.frequency[buys].astype(float), SPEND, seed + 1)
    age = np.maximum(np.ceil(patterns.age * 7) / 7, t_x)
    return {"x": patterns.frequency, "t_x": t_x, "age": age, "spend": np.round(spend, 4)}


def write_customers(file: Path, size: int, seed: int = 7) -> Path:
    """One file of customers that every library reads."""
    np.savez(file, **customers(size, seed))
    return file


def write_parquet(file: Path, size: int, parts: int = 10) -> Path:
    """The same as Parquet with a customer id and whole days, written in parts so that memory stays small."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer: pq.ParquetWriter | None = None
    for part in range(parts):
        columns = customers(size // parts, 100 + part)
        table = pa.table(
            {
                "customer_id": np.arange(size // parts, dtype=np.int64) + part * (size // parts),
                "x": columns["x"].astype(np.int32),
                "recency_days": np.rint(columns["t_x"] * 7).astype(np.int32),
                "age_days": np.rint(columns["age"] * 7).astype(np.int32),
                "spend": columns["spend"],
            }
        )
        writer = writer or pq.ParquetWriter(file, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    return file
