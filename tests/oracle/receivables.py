"""Balances at a review: what is open, unapplied, credited, and how old it is (definitions, sections 2.4 to 2.6)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .cash import Allocation, receipt_type
from .landing import Row
from .ledger import ZERO, Document, Ledger

BUCKETS = ("not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90")


@dataclass
class Item:
    """One invoice as it stands at a review; money is in the invoice's currency."""

    document: Document
    billed: Decimal  # gross less credit notes dated by then
    parts: list[tuple[date, Decimal]]  # allocations in force: (day, amount)
    written_off: Decimal
    to_be_reversed: Decimal  # of the parts: from receipts that will be reversed in full

    @property
    def paid(self) -> Decimal:
        return sum((amount for _, amount in self.parts), ZERO)

    @property
    def open(self) -> Decimal:
        return max(ZERO, self.billed - self.paid - self.written_off)

    @property
    def excess(self) -> Decimal:
        """Paid, credited or written off beyond the invoice."""
        return max(ZERO, self.paid + self.written_off - self.billed)

    @property
    def excess_cash(self) -> Decimal:
        """A receipt to be reversed may stand beside its replacement: that excess is cash, the rest is credit."""
        return min(self.excess, self.to_be_reversed)


@dataclass
class Balance:
    """Open balances of one payer and currency, in that currency."""

    buckets: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(BUCKETS, ZERO))
    credit_notes: Decimal = ZERO
    unapplied: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        return sum(self.buckets.values(), ZERO)


def bucket(due: date, review: date) -> str:
    """The age class of an item by its days after due."""
    days = (review - due).days
    for name, last in zip(BUCKETS, (0, 30, 60, 90), strict=False):
        if days <= last:
            return name
    return BUCKETS[-1]


def items_at(ledger: Ledger, allocations: list[Allocation], review: date) -> list[Item]:
    """All invoices dated on or before a review in the state they were in then."""
    parts: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    to_be_reversed: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for allocation in allocations:
        if allocation.is_active(review):
            parts[allocation.invoice_id].append((allocation.day, allocation.amount))
            if allocation.ended is not None:
                to_be_reversed[allocation.invoice_id] += allocation.amount
    items = []
    for document in ledger.documents.values():
        if document.role == "invoice" and document.day <= review:
            credited = sum((amount for day, amount in document.credits if day <= review), ZERO)
            written = sum((amount for day, amount in document.write_offs if day <= review), ZERO)
            key = document.invoice_id
            items.append(Item(document, document.gross - credited, parts[key], written, to_be_reversed[key]))
    return items


def unapplied_cash(ledger: Ledger, allocations: list[Allocation], review: date) -> dict[tuple[str, str], Decimal]:
    """By payer as delivered and currency: receipts less refunds, reversals and allocations in force."""
    rest: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    payer: dict[str, Row] = {row["receipt_id"]: row for row in ledger.receipts}
    for row in ledger.receipts:
        if row["receipt_date"] <= review:
            sign = 1 if receipt_type(row) == "receipt" else -1
            rest[row["customer_id"], ledger.currency_of(row)] += sign * row["amount"]
    for allocation in allocations:
        if allocation.is_active(review):
            row = payer[allocation.receipt_id]
            rest[row["customer_id"], ledger.currency_of(row)] -= allocation.amount
    return rest


def balances(ledger: Ledger, allocations: list[Allocation], review: date) -> dict[tuple[str, str], Balance]:
    """Ageing by payer as delivered and currency."""
    result: dict[tuple[str, str], Balance] = defaultdict(Balance)
    for item in items_at(ledger, allocations, review):
        balance = result[item.document.payer, item.document.currency]
        balance.buckets[bucket(item.document.due, review)] += item.open
        balance.credit_notes += item.excess - item.excess_cash
        balance.unapplied += item.excess_cash
    for document in ledger.documents.values():
        if document.role == "standalone_credit_note" and document.day <= review:
            result[document.payer, document.currency].credit_notes -= document.gross
    for key, amount in unapplied_cash(ledger, allocations, review).items():
        result[key].unapplied += amount
    return result
