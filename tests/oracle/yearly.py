"""`customer_value_yearly` and `receivables_ageing` at the current review."""

from datetime import date

from .calendar_months import last_month_end, month_end, month_index, month_start
from .cash import apply_cash
from .ledger import ZERO, Ledger
from .metrics import cost_to_serve, first_invoice_days, gross_profit, net_sales
from .receivables import balances


def yearly(ledger: Ledger) -> dict[tuple[str, int], dict[str, object]]:
    """One row for each group and calendar year from its first effective invoice on, documents up to the review."""
    review = last_month_end(ledger.as_of)
    first = first_invoice_days(ledger)
    first_month = min((month_index(document.day) for document in ledger.documents.values()), default=0)
    rows = {}
    for head, first_day in first.items():
        if first_day > review:
            continue
        streak = 0
        for year in range(first_day.year, review.year + 1):
            start, end = month_end(year * 12 - 1), min(date(year, 12, 31), review)
            sold = [d for d in ledger.documents.values() if ledger.head(d.sold_to) == head and start < d.day <= end]
            sales, (profit, _) = net_sales(ledger, sold), gross_profit(ledger, sold)
            cost = cost_to_serve(ledger, head, start, end)
            is_complete = date(year, 12, 31) <= review and month_index(month_start(year * 12)) >= first_month
            if is_complete:
                streak = streak + 1 if sales > 0 else 0
            rows[head, year] = {
                "net_sales_amount": sales,
                "gross_profit_amount": profit,
                "contribution_amount": None if profit is None else profit - (cost or ZERO),
                "consecutive_years_of_sales": streak,
                "is_complete_year": is_complete,
            }
    return rows


def ageing(ledger: Ledger) -> dict[tuple[str, str], dict[str, object]]:
    """One row for each payer as delivered and currency; the payer of a document that nobody knows keeps its id."""
    review = last_month_end(ledger.as_of)
    rows = {}
    for (payer, currency), balance in balances(ledger, apply_cash(ledger), review).items():
        rate = ledger.rates.at(currency, review)
        figures = {
            **balance.buckets,
            "open_receivables": balance.open,
            "open_credit_notes": balance.credit_notes,
            "unapplied_cash": balance.unapplied,
        }
        row: dict[str, object] = {"customer_id": ledger.head(payer)}
        for name, amount in figures.items():
            known = amount if ledger.has_cash else None
            row[f"{name}_document_amount"] = known
            row[f"{name}_amount"] = None if known is None or rate is None else known * rate
        rows[payer, currency] = row
    return rows
