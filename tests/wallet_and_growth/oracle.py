"""Section 8 of the definitions in plain Python: no SQL, no shared code, exact fractions where money is split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, str, int]

SOURCES = ["customer_declared", "tender", "supplier_sum", "analyst", "estimate"]
CENT_OF_CENT = Decimal("0.00000001")


def year_end(year: int) -> date:
    """Fiscal years are calendar years in these tests."""
    return date(year, 12, 31)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, cut to the month's length."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def choose(rows: Sequence[Row], review: date, year: int) -> dict[str, Any] | None:
    """The figure of one account that counts: best fresh source, else best stale one; of a source the latest."""
    latest: dict[str, Row] = {}
    for row in rows:
        source = row["source"]
        if row["observed_on"] <= review and (source not in latest or row["observed_on"] > latest[source]["observed_on"]):
            latest[source] = row
    limit = months_before(min(review, year_end(year)), 18)
    order = {source: place for place, source in enumerate(SOURCES)}
    ranked = sorted(latest.values(), key=lambda row: (row["observed_on"] < limit, order.get(row["source"], 99), row["source"]))
    return {**ranked[0], "is_stale": ranked[0]["observed_on"] < limit} if ranked else None


def percentile(values: Sequence[float], fraction: float) -> float:
    """Linear interpolation between order statistics."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * fraction
    low = int(position + 1e-9)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


class Company:
    """One random company and the answers that follow from the definitions."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], review: date, first_complete_year: int) -> None:
        self.review, self.first_year = review, first_complete_year
        self.head = {row["member_customer_id"]: row["customer_id"] for row in tables["bridge_customer_members"]}
        self.members: dict[str, list[str]] = defaultdict(list)
        for member, head in self.head.items():
            self.members[head].append(member)
        self.industry = {row["customer_id"]: row["industry"] for row in tables["dim_customers"]}
        self.rates = {(row["currency"], row["rate_date"]): row["exchange_rate"] for row in tables["int_exchange_rates"]}
        self.sales: dict[Key, Decimal] = defaultdict(Decimal)
        for row in tables["fct_category_sales"]:
            if row["month_index"] <= review.year * 12 + review.month - 1:
                self.sales[row["customer_id"], row["product_category"], row["month_index"] // 12] += row["net_amount"]
        self.buyers = {row["customer_id"] for row in tables["fct_customer_months"] if row["is_customer_review"]}
        self.revenue = self._revenues(tables["stg_customer_financials"])
        self.competitors = self._competitors(tables["stg_competitor_spend"])
        self.wallets = self._wallets(tables["stg_category_spend"])

    def converted(self, amount: Decimal, currency: str, year: int) -> Decimal | None:
        """In the reporting currency at the fiscal-year end, at most the review."""
        if currency == "USD":
            return amount
        rate = self.rates.get((currency, min(year_end(year), self.review)))
        return None if rate is None else (amount * rate).quantize(CENT_OF_CENT)

    def _revenues(self, rows: Sequence[Row]) -> dict[tuple[str, int], Decimal]:
        first: dict[tuple[str, int], Row] = {}
        for row in sorted(rows, key=lambda row: row["source"]):
            first.setdefault((row["customer_id"], row["fiscal_year"]), row)
        found: dict[tuple[str, int], Decimal] = {}
        own: dict[tuple[str, int], Decimal] = {}
        for (member, year), row in first.items():
            amount = self.converted(row["revenue_amount"], row["currency"], year)
            if amount is None or year > self.review.year:
                continue
            head = self.head[member]
            found[head, year] = found.get((head, year), Decimal(0)) + amount
            if member == head:
                own[head, year] = amount
        return found | own

    def _competitors(self, rows: Sequence[Row]) -> dict[Key, dict[str, Decimal]]:
        by_member: dict[tuple[str, str, int, str], list[Row]] = defaultdict(list)
        for row in rows:
            by_member[row["customer_id"], row["product_category"], row["fiscal_year"], row["competitor_name"]].append(row)
        found: dict[Key, dict[str, Decimal]] = defaultdict(dict)
        for (member, category, year, name), candidates in by_member.items():
            chosen = choose(candidates, self.review, year)
            amount = chosen and self.converted(chosen["spend_amount"], chosen["currency"], year)
            if amount is not None and year <= self.review.year:
                spend = found[self.head[member], category, year]
                spend[name] = spend.get(name, Decimal(0)) + amount
        return found

    def _wallets(self, rows: Sequence[Row]) -> dict[Key, dict[str, Any]]:
        by_member: dict[Key, list[Row]] = defaultdict(list)
        for row in rows:
            by_member[row["customer_id"], row["product_category"], row["fiscal_year"]].append(row)
        parts: dict[Key, list[dict[str, Any]]] = defaultdict(list)
        for (member, category, year), candidates in by_member.items():
            chosen = choose(candidates, self.review, year)
            if chosen is None or year > self.review.year:
                continue
            stated = [chosen["spend_amount"], chosen["spend_low_amount"], chosen["spend_high_amount"]]
            amounts = [
                self.converted(chosen["spend_amount"] if amount is None else amount, chosen["currency"], year)
                for amount in stated
            ]
            parts[self.head[member], category, year].append({**chosen, "amounts": amounts})
        wallets: dict[Key, dict[str, Any]] = {}
        for key, group in parts.items():
            known = [part for part in group if part["amounts"][0] is not None]
            wallets[key] = known and {
                "wallet": [sum(part["amounts"][place] for part in known) for place in range(3)],
                "source": max((part["source"] for part in known), key=SOURCES.index),
                "observed": min(part["observed_on"] for part in known),
                "stale": any(part["is_stale"] for part in known),
                "partial": len(known) < len(self.members[key[0]]),
            }
        wallets |= self._peer_wallets(wallets)
        for key, wallet in wallets.items():
            if wallet:
                self._raise(key, wallet)
        return {key: wallet for key, wallet in wallets.items() if wallet}

    def _peer_wallets(self, delivered: Mapping[Key, Any]) -> dict[Key, dict[str, Any]]:
        estimates: dict[Key, dict[str, Any]] = {}
        cells = {(category, year) for (_, category, year), amount in self.sales.items() if amount > 0 and category != "unallocated"}
        for (head, year), size in self.revenue.items():
            for category in {category for category, cell_year in cells if cell_year == year}:
                if (head, category, year) in delivered or size <= 0 or self.industry.get(head) is None:
                    continue
                peers = [
                    (abs(own - size), peer, float(self.sales[peer, category, year]) / float(own))
                    for (peer, peer_year), own in self.revenue.items()
                    if peer_year == year and peer != head and own > 0 and self.industry.get(peer) == self.industry[head]
                    and self.sales.get((peer, category, year), Decimal(0)) > 0
                ]  # fmt: skip
                nearest = [ratio for _, _, ratio in sorted(peers)[:15]]
                if len(nearest) >= 8:
                    wallet = [Decimal(percentile(nearest, place) * float(size)) for place in (0.90, 0.75, 0.95)]
                    estimates[head, category, year] = {
                        "wallet": wallet, "source": "peer_estimate", "observed": min(year_end(year), self.review),
                        "stale": False, "partial": False,
                    }  # fmt: skip
        return estimates

    def _raise(self, key: Key, wallet: dict[str, Any]) -> None:
        known = self.sales.get(key, Decimal(0)) + sum(self.competitors.get(key, {}).values(), Decimal(0))
        amount, low, high = wallet["wallet"]
        wallet["raised"] = known > amount
        amount = max(amount, known)
        wallet["wallet"] = [amount, min(low, amount), max(high, amount)]

    def complete(self, year: int) -> bool:
        """Ended by the review, began in or after the first month with data."""
        return year_end(year) <= self.review and year >= self.first_year

    def split(self, key: Key) -> tuple[Fraction, Fraction] | None:
        """Market and share effect of one category, exact."""
        head, category, year = key
        now, before = self.wallets.get(key), self.wallets.get((head, category, year - 1))
        if not (self.complete(year) and self.complete(year - 1) and now and before):
            return None
        w1, w0 = Fraction(now["wallet"][0]), Fraction(before["wallet"][0])
        if w1 <= 0 or w0 <= 0:
            return None
        r1, r0 = Fraction(self.sales.get(key, Decimal(0))), Fraction(self.sales.get((head, category, year - 1), Decimal(0)))
        s1, s0 = r1 / w1, r0 / w0
        return (s1 + s0) / 2 * (w1 - w0), (w1 + w0) / 2 * (s1 - s0)
