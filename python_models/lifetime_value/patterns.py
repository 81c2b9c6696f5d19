"""Purchase patterns: what the purchase models know of customers.

A customer is (x, t_x, T): repeat purchases, weeks from the first to the last purchase, weeks from the first purchase
to the end of observation. Customers alike in all three are one row with a count, so a warehouse can group millions of
customers in SQL before any of this runs.

Day convention: with whole days, t_x = (last day - first day) / 7 and T = (end - first day) / 7 in weeks. Purchases
within a day happen on average half a day before its end; :meth:`PurchasePatterns.shifted` offers that correction, off
by default, since published fits do without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lifetime_value.errors import InvalidPurchaseData

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TIME_TOLERANCE = 1e-9


@dataclass(frozen=True)
class PurchasePatterns:
    """Patterns of purchases, one row per distinct history.

    frequency: (n,) repeat purchases x, whole numbers >= 0.
    recency: (n,) t_x in weeks, 0 exactly where x = 0.
    age: (n,) T in weeks, t_x <= T.
    count: (n,) customers of the row, > 0; None = one each.
    log_gap_sum: sum over all customers of ln(weeks between successive purchases); None = unknown, then only models
        without regularity (k = 1) can be fitted.
    """

    frequency: IntArray
    recency: FloatArray
    age: FloatArray
    count: FloatArray | None = None
    log_gap_sum: float | None = None

    def __len__(self) -> int:
        return len(self.frequency)

    @property
    def weights(self) -> FloatArray:
        return np.ones(len(self)) if self.count is None else self.count

    @property
    def customer_count(self) -> float:
        return float(len(self)) if self.count is None else float(self.count.sum())

    @property
    def repeat_customer_count(self) -> float:
        return float(np.count_nonzero(self.frequency)) if self.count is None else float(
            self.count[self.frequency > 0].sum()
        )

    @property
    def repeat_purchase_count(self) -> float:
        return float(self.frequency.sum()) if self.count is None else float(self.count @ self.frequency)

    def shifted(self, weeks: float) -> PurchasePatterns:
        """The same with every repeat purchase (t_x) and no age moved by `weeks`: -0.5 / 7 is the half-day correction
        for data whose purchases are dated by the day they end on."""
        moved = np.where(self.frequency > 0, np.clip(self.recency + weeks, TIME_TOLERANCE, self.age), 0.0)
        return replace(self, recency=moved, log_gap_sum=None)

    def take(self, rows: ArrayLike) -> PurchasePatterns:
        """The rows named by an index or mask; the sum of log gaps cannot be divided and is dropped."""
        chosen = np.asarray(rows)
        return PurchasePatterns(
            self.frequency[chosen],
            self.recency[chosen],
            self.age[chosen],
            None if self.count is None else self.count[chosen],
        )


def purchase_patterns(
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    count: ArrayLike | None = None,
    log_gap_sum: float | None = None,
) -> PurchasePatterns:
    """Checked patterns from columns of equal length (weeks; see :class:`PurchasePatterns`).

    Rows with count 0 are left out. Raises InvalidPurchaseData for: columns of different length, no customer, a value
    that is not finite, a negative or fractional x, t_x > T, t_x = 0 with x > 0 or the reverse, a negative count.
    """
    raw_x, t_x, ages = (np.asarray(column, dtype=np.float64).ravel() for column in (frequency, recency, age))
    counts = None if count is None else np.asarray(count, dtype=np.float64).ravel()
    columns = [raw_x, t_x, ages] + ([] if counts is None else [counts])
    if len({len(column) for column in columns}) != 1:
        raise InvalidPurchaseData(f"columns differ in length: {[len(column) for column in columns]}")
    for name, column in zip(("frequency", "recency", "age", "count"), columns, strict=False):
        _require(np.isfinite(column), f"{name} is missing or not finite")
        _require(column >= 0, f"{name} is negative")
    if counts is not None and np.any(counts == 0):
        kept = counts > 0
        raw_x, t_x, ages, counts = raw_x[kept], t_x[kept], ages[kept], counts[kept]
    if len(raw_x) == 0:
        raise InvalidPurchaseData("there is no customer")
    x = raw_x.astype(np.int64)
    _require(x == raw_x, "frequency is not a whole number")
    _require(t_x <= ages + TIME_TOLERANCE, "recency is later than age")
    _require((x > 0) == (t_x > 0), "recency must be 0 exactly where frequency is 0")
    if log_gap_sum is not None and not np.isfinite(log_gap_sum):
        raise InvalidPurchaseData("log_gap_sum is not finite")
    return PurchasePatterns(x, np.minimum(t_x, ages), ages, counts, log_gap_sum)


def _require(holds: NDArray[np.bool_], otherwise: str) -> None:
    if not holds.all():
        row = int(np.argmin(holds))
        raise InvalidPurchaseData(f"{otherwise} (row {row}, {int(np.count_nonzero(~holds))} rows in all)")


def cells(patterns: PurchasePatterns, width: float) -> PurchasePatterns:
    """Patterns grouped by x and by steps of `width` weeks in t_x and T, the *means* of t_x and T kept.

    Rounded times would bias the fit (by 13 standard errors at a million customers); means lose under 1 in
    log-likelihood at ten million customers with one-week steps.
    """
    t_code = (patterns.recency * (1.0 / width)).astype(np.int32)
    age_code = (patterns.age * (1.0 / width)).astype(np.int32)
    t_size, age_size = int(t_code.max()) + 1, int(age_code.max()) + 1
    code = patterns.frequency * (t_size * age_size) + (t_code * age_size + age_code)
    size = (int(patterns.frequency.max()) + 1) * t_size * age_size
    if size > 4_000_000:
        distinct, code = np.unique(code, return_inverse=True)
        size = len(distinct)
    else:
        distinct = np.arange(size)
    counts = np.bincount(code, weights=patterns.count, minlength=size)
    t_sum = np.bincount(code, weights=_weighted(patterns.recency, patterns.count), minlength=size)
    age_sum = np.bincount(code, weights=_weighted(patterns.age, patterns.count), minlength=size)
    used = np.flatnonzero(counts)
    customers: FloatArray = counts[used].astype(np.float64)
    x = distinct[used] // (t_size * age_size)
    age = age_sum[used] / customers
    return PurchasePatterns(x, np.minimum(t_sum[used] / customers, age), age, customers, patterns.log_gap_sum)


def _weighted(values: FloatArray, count: FloatArray | None) -> FloatArray:
    return values if count is None else values * count


def split_one_time_buyers(patterns: PurchasePatterns) -> tuple[PurchasePatterns, PurchasePatterns]:
    """One-time buyers grouped by age, with counts, and the repeat buyers as they are.

    Half of the customers become a few hundred rows. Either part may be empty.
    """
    repeat = patterns.frequency > 0
    once = ~repeat
    age, counts = patterns.age[once], None if patterns.count is None else patterns.count[once]
    if len(age) > 1_000:
        code = np.rint(age * 7).astype(np.int64)
        if code.max() < 1_000_000 and np.max(np.abs(code / 7 - age)) < TIME_TOLERANCE:
            grouped = np.bincount(code, weights=counts)
            used = np.flatnonzero(grouped)
            age, counts = used / 7.0, grouped[used].astype(np.float64)
    zeros = np.zeros(len(age))
    one_time = PurchasePatterns(zeros.astype(np.int64), zeros, age, np.ones(len(age)) if counts is None else counts)
    return one_time, patterns.take(repeat)


def distinct_patterns(patterns: PurchasePatterns) -> PurchasePatterns:
    """The same customers with equal rows merged, in sorted order: the form in which results repeat bit for bit."""
    order = np.lexsort((patterns.age, patterns.recency, patterns.frequency))
    x, t_x, age = patterns.frequency[order], patterns.recency[order], patterns.age[order]
    new = np.ones(len(x), dtype=bool)
    new[1:] = (np.diff(x) != 0) | (np.diff(t_x) != 0) | (np.diff(age) != 0)
    starts = np.flatnonzero(new)
    counts = np.add.reduceat(patterns.weights[order], starts)
    return PurchasePatterns(x[starts], t_x[starts], age[starts], counts, patterns.log_gap_sum)


def patterns_of_histories(purchase_times: Sequence[ArrayLike], ends: ArrayLike) -> PurchasePatterns:
    """Patterns, one per customer, of purchase times in weeks (at least one each) observed up to `ends` (n,).

    Purchases at the same time are one; purchases after the end are not seen. Raises InvalidPurchaseData where a
    customer has none.
    """
    frequency, recency, age, log_gaps = [], [], [], 0.0
    for number, (times, end) in enumerate(zip(purchase_times, np.asarray(ends, dtype=np.float64), strict=True)):
        seen = np.unique(np.asarray(times, dtype=np.float64))
        seen = seen[seen <= end]
        if len(seen) == 0:
            raise InvalidPurchaseData(f"customer {number} has no purchase up to {end}")
        frequency.append(len(seen) - 1)
        recency.append(seen[-1] - seen[0])
        age.append(end - seen[0])
        log_gaps += float(np.log(np.diff(seen)).sum())
    return purchase_patterns(frequency, recency, age, log_gap_sum=log_gaps)
