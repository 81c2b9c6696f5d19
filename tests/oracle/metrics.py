"""`customer_value_metrics`: one row for each group and review (definitions, sections 2 and 3)."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from .calendar_months import last_month_end, month_end, month_index, month_start, months_before
from .cash import Allocation, apply_cash, receipt_type
from .ledger import ZERO, Document, Ledger
from .receivables import BUCKETS, Item, balances, items_at
from .timeliness import (
    billing_by_month,
    collection,
    days_sales_outstanding,
    effectiveness_index,
    open_at_invoice_rate,
    ratio,
)

Metrics = dict[str, object]
CASH_FIGURES = (
    "collected_of_due_12m_amount", "collection_rate", "collection_rate_undisputed", "receipts_12m_amount",
    "on_time_collection_rate", "days_late_weighted", "days_delinquent_weighted", "open_receivables_amount",
    "unapplied_cash_amount", "open_credit_notes_amount", *(f"{name}_amount" for name in BUCKETS),
    "days_sales_outstanding", "collection_effectiveness_index",
)  # fmt: skip


def first_invoice_days(ledger: Ledger) -> dict[str, date]:
    """Day of each group's first effective invoice: who has rows, and from when on."""
    first: dict[str, date] = {}
    for document in ledger.documents.values():
        if document.is_invoice:
            head = ledger.head(document.sold_to)
            first[head] = min(first.get(head, document.day), document.day)
    return first


def reviews(ledger: Ledger) -> list[date]:
    """Month-ends from the first effective invoice's month to the current review."""
    first = first_invoice_days(ledger)
    current = last_month_end(ledger.as_of)
    if not first:
        return []
    return [month_end(index) for index in range(month_index(min(first.values())), month_index(current) + 1)]


def value_metrics(ledger: Ledger, only_reviews: list[date] | None = None) -> dict[tuple[str, date], Metrics]:
    """All rows, by group head and review."""
    allocations = apply_cash(ledger)
    first = first_invoice_days(ledger)
    rows = {}
    for review in reviews(ledger) if only_reviews is None else only_reviews:
        for head, first_day in first.items():
            if first_day <= review:
                rows[head, review] = _row(ledger, allocations, head, first_day, review)
    return rows


def _row(ledger: Ledger, allocations: list[Allocation], head: str, first_day: date, review: date) -> Metrics:
    sold = [document for document in ledger.documents.values() if ledger.head(document.sold_to) == head]
    row: Metrics = {**_sales(ledger, sold, first_day, review), **_profit(ledger, sold, head, review)}
    row.update(_cash(ledger, allocations, head, first_day, review))
    if not ledger.has_cash:
        row.update(dict.fromkeys(CASH_FIGURES))
    return row


def _between(documents: list[Document], start: date, end: date) -> list[Document]:
    return [document for document in documents if start < document.day <= end]


def net_sales(ledger: Ledger, documents: list[Document]) -> Decimal:
    """Header net in reporting currency; documents without a rate are reported, not guessed."""
    total = ZERO
    for document in documents:
        rate = ledger.rates.at(document.currency, document.day)
        total += document.net * rate if rate is not None else ZERO
    return total


def _sales(ledger: Ledger, sold: list[Document], first_day: date, review: date) -> Metrics:
    year_ago, two_years_ago = months_before(review, 12), months_before(review, 24)
    now, prior = _between(sold, year_ago, review), _between(sold, two_years_ago, year_ago)
    sales, sales_before = net_sales(ledger, now), net_sales(ledger, prior)
    has_now, has_prior = any(d.is_invoice for d in now), any(d.is_invoice for d in prior)
    if first_day > year_ago:
        status = "new"
    elif not has_now:
        status = "lapsed"
    else:
        status = "active" if has_prior else "reactivated"
    # The first invoice must leave at least six months of the prior window.
    is_comparable = first_day <= month_start(month_index(two_years_ago) + 1 + 6)
    return {
        "lifecycle_status": status,
        "net_sales_12m_amount": sales,
        "net_sales_prior_12m_amount": sales_before,
        "sales_growth_rate": ratio(sales - sales_before, sales_before) if is_comparable else None,
        "sales_growth_symmetric_rate": _symmetric_growth(sales, sales_before, status) if is_comparable else None,
        "invoice_count_12m": sum(document.is_invoice for document in now),
    }


def _symmetric_growth(sales: Decimal, sales_before: Decimal, status: str) -> float | None:
    if sales < 0 or sales_before < 0 or status == "new":
        return None
    if status in ("reactivated", "lapsed"):
        return 2.0 if status == "reactivated" else -2.0
    return ratio(2 * (sales - sales_before), sales + sales_before)


def gross_profit(ledger: Ledger, documents: list[Document]) -> tuple[Decimal | None, Decimal]:
    """Profit over lines whose cost is known, and their net; 0 when nothing was sold, NULL when no cost is known."""
    if not documents:
        return ZERO, ZERO
    profit, known_net = None, ZERO
    for document in documents:
        rate = ledger.rates.at(document.currency, document.day)
        if document.known_net is not None and document.known_cost is not None and rate is not None:
            profit = (profit or ZERO) + (document.known_net - document.known_cost) * rate
            known_net += document.known_net * rate
    return profit, known_net


def cost_to_serve(ledger: Ledger, head: str, start: date, end: date) -> Decimal | None:
    """Service costs of all members; unknown where the table was not delivered."""
    if ledger.service_costs is None:
        return None
    total = ZERO
    for row in ledger.service_costs:
        rate = ledger.rates.at(ledger.currency_of(row), row["cost_date"])
        if ledger.head(row["customer_id"]) == head and start < row["cost_date"] <= end and rate is not None:
            total += row["amount"] * rate
    return total


def _profit(ledger: Ledger, sold: list[Document], head: str, review: date) -> Metrics:
    start = months_before(review, 12)
    documents = _between(sold, start, review)
    profit, known_net = gross_profit(ledger, documents)
    coverage = ratio(known_net, net_sales(ledger, documents))
    cost = cost_to_serve(ledger, head, start, review)
    return {
        "gross_profit_12m_amount": profit,
        "gross_margin_rate": ratio(profit, known_net),
        "cost_coverage_rate": None if coverage is None else min(1.0, coverage),
        "cost_to_serve_12m_amount": cost,
        "contribution_12m_amount": None if profit is None else profit - (cost or ZERO),
    }


def _group_items(ledger: Ledger, allocations: list[Allocation], head: str, review: date) -> list[Item]:
    return [item for item in items_at(ledger, allocations, review) if ledger.head(item.document.payer) == head]


def _cash(ledger: Ledger, allocations: list[Allocation], head: str, first_day: date, review: date) -> Metrics:
    year_ago = months_before(review, 12)
    items = _group_items(ledger, allocations, head, review)
    row = collection(ledger, items, review)
    received = ZERO
    for receipt in ledger.receipts:
        rate = ledger.rates.at(ledger.currency_of(receipt), receipt["receipt_date"])
        if (
            ledger.head(receipt["customer_id"]) == head
            and year_ago < receipt["receipt_date"] <= review
            and rate is not None
        ):
            received += receipt["amount"] * rate * (1 if receipt_type(receipt) == "receipt" else -1)
    row["receipts_12m_amount"] = received
    row.update(_published_balances(ledger, allocations, head, review))
    billing = billing_by_month(ledger, head, review)
    closing = open_at_invoice_rate(ledger, items)
    opening = open_at_invoice_rate(ledger, _group_items(ledger, allocations, head, year_ago))
    not_due = open_at_invoice_rate(ledger, [item for item in items if item.document.due >= review])
    billed = sum((amount for index, amount in billing.items() if index > month_index(year_ago)), ZERO)
    first_month = min([month_index(first_day), *billing])
    row["days_sales_outstanding"] = days_sales_outstanding(closing, billing, review, first_month)
    row["collection_effectiveness_index"] = effectiveness_index(opening, billed, closing, not_due)
    return row


def _published_balances(ledger: Ledger, allocations: list[Allocation], head: str, review: date) -> Metrics:
    """Balances of all payers of a group at the rate of the review."""
    totals: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for (payer, currency), balance in balances(ledger, allocations, review).items():
        rate = ledger.rates.at(currency, review)
        if ledger.head(payer) != head or rate is None:
            continue
        for name in BUCKETS:
            totals[f"{name}_amount"] += balance.buckets[name] * rate
        totals["open_receivables_amount"] += balance.open * rate
        totals["unapplied_cash_amount"] += balance.unapplied * rate
        totals["open_credit_notes_amount"] += balance.credit_notes * rate
    names = (
        "open_receivables_amount",
        "unapplied_cash_amount",
        "open_credit_notes_amount",
        *(f"{name}_amount" for name in BUCKETS),
    )
    return {name: totals[name] for name in names}
