"""Collection rate, days late, sales outstanding, collection effectiveness (definitions, sections 2.2, 2.3, 2.5)."""

from datetime import date
from decimal import Decimal

from .calendar_months import month_end, month_index, months_before
from .ledger import ZERO, Ledger
from .receivables import Item


def ratio(numerator: Decimal | None, denominator: Decimal | None) -> float | None:
    """NULL where the denominator is unknown, zero or negative."""
    if numerator is None or denominator is None or denominator <= 0:
        return None
    return float(numerator / denominator)


def collection(ledger: Ledger, items: list[Item], review: date) -> dict[str, object]:
    """Figures over the invoices that fell due in the 12 months, all at the invoice's own rate."""
    due = collected = on_time = late = delinquent = due_undisputed = collected_undisputed = ZERO
    start = months_before(review, 12)
    for item in items:
        document = item.document
        rate = ledger.rates.at(document.currency, document.day)
        if not start < document.due <= review or rate is None:
            continue
        amount = max(ZERO, item.billed)
        paid = min(amount, item.paid)
        punctual = min(amount, sum((part for day, part in item.parts if day <= document.due), ZERO))
        due += amount * rate
        collected += paid * rate
        on_time += punctual * rate
        if not document.is_disputed:
            due_undisputed += amount * rate
            collected_undisputed += paid * rate
        for day, part in [*item.parts, (review, amount - paid)]:
            days = (day - document.due).days
            late += part * days * rate
            delinquent += part * max(0, days) * rate
    return {
        "due_12m_amount": due,
        "collected_of_due_12m_amount": collected,
        "collection_rate": ratio(collected, due),
        "collection_rate_undisputed": ratio(collected_undisputed, due_undisputed),
        "on_time_collection_rate": ratio(on_time, due),
        "days_late_weighted": ratio(late, due),
        "days_delinquent_weighted": ratio(delinquent, due),
    }


def open_at_invoice_rate(ledger: Ledger, items: list[Item]) -> Decimal:
    """Open balance for ratios: at the rate of each invoice's own date."""
    total = ZERO
    for item in items:
        rate = ledger.rates.at(item.document.currency, item.document.day)
        total += item.open * rate if rate is not None else ZERO
    return total


def billing_by_month(ledger: Ledger, payers_group: str, review: date) -> dict[int, Decimal]:
    """Invoices and linked credit notes of a group of payers, each at its own date's rate."""
    months: dict[int, Decimal] = {}
    for document in ledger.documents.values():
        if ledger.head(document.payer) != payers_group or document.day > review:
            continue
        rate = ledger.rates.at(document.currency, document.day)
        if document.role != "standalone_credit_note" and rate is not None:
            index = month_index(document.day)
            months[index] = months.get(index, ZERO) + document.gross * rate
    return months


def days_sales_outstanding(balance: Decimal, billing: dict[int, Decimal], review: date, first_month: int) -> float:
    """Count-back: whole months from the balance backwards, then a fraction; the history's length if it never ends."""
    days = Decimal(0)
    left = balance
    if left <= 0:
        return 0.0
    for index in range(month_index(review), first_month - 1, -1):
        length = month_end(index).day
        billed = billing.get(index, ZERO)
        if billed > 0 and left <= billed:
            return float(days + left / billed * length)
        left -= max(ZERO, billed)
        days += length
    return float(days)


def effectiveness_index(opening: Decimal, billed: Decimal, closing: Decimal, not_due: Decimal) -> float | None:
    """Of what could be collected in the 12 months, the part that was; in percent."""
    rate = ratio(opening + billed - closing, opening + billed - not_due)
    return None if rate is None else rate * 100
