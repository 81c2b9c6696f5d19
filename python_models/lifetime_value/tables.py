"""Look-up tables for times: whole days repeat so often that a logarithm per distinct day beats one per customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lifetime_value.patterns import FloatArray

CHUNK = 1 << 16
DAYS_PER_WEEK = 7
LARGEST_TABLE = 200_000


@dataclass(frozen=True)
class TimeTable:
    """Distinct times (scaled) and each row's place among them; off the day grid every row is its own entry."""

    values: FloatArray
    codes: np.ndarray | None

    @classmethod
    def of(cls, weeks: FloatArray, scale: float) -> TimeTable:
        if len(weeks) > 1_000:
            days = weeks * DAYS_PER_WEEK
            whole = np.rint(days)
            if whole.max() < LARGEST_TABLE and np.max(np.abs(days - whole)) < 1e-6:
                grid: FloatArray = np.arange(int(whole.max()) + 1, dtype=np.float64) * (scale / DAYS_PER_WEEK)
                return cls(grid, whole.astype(np.int32))
        return cls(weeks * scale, None)

    def at(self, table: FloatArray, rows: slice) -> FloatArray:
        """The table's entry for each row of the slice."""
        found: FloatArray = table[rows] if self.codes is None else table[self.codes[rows]]
        return found

    def log_and_inverse(self, alpha: float) -> tuple[FloatArray, FloatArray]:
        moved = alpha + self.values
        return np.log(moved), 1.0 / moved
