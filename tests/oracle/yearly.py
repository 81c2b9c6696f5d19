"""`customer_value_yearly` and `receivables_ageing` at the current review."""

from datetime import date

from .calendar_months import last_month_end, month_end, month_index
from .cash import apply_cash
from .ledger import ZERO, Ledger
from .metrics import cost_to_serve, first_invoice_days, gross_profit, net_sales
from .receivables import balances


def fiscal_year(day: date, start_month: int) -> int:
    """Labelled by the calendar year in which it ends."""
    return day.year if start_month == 1 or day.month < start_month else day.year + 1


def fiscal_year_months(year: int, start_month: int) -> tuple[int, int]:
    """First and last month index of a fiscal year."""
    first = year * 12 if start_month == 1 else (year - 1) * 12 + start_month - 1
    return first, first + 11


def yearly(ledger: Ledger, start_month: int = 1) -> dict[tuple[str, int], dict[str, object]]:
    """One row for each group and fiscal year from its first effective invoice on, documents up to the review."""
    review = last_month_end(ledger.as_of)
    first = first_invoice_days(ledger)
    first_month = min((month_index(document.day) for document in ledger.documents.values()), default=0)
    rows = {}
    for head, first_day in first.items():
        if first_day > review:
            continue
        streak = 0
        for year in range(fiscal_year(first_day, start_month), fiscal_year(review, start_month) + 1):
            opening, closing = fiscal_year_months(year, start_month)
            start, end = month_end(opening - 1), min(month_end(closing), review)
            sold = [d for d in ledger.documents.values() if ledger.head(d.sold_to) == head and start < d.day <= end]
            sales, (profit, _) = net_sales(ledger, sold), gross_profit(ledger, sold)
            cost = cost_to_serve(ledger, head, start, end)
            is_complete = month_end(closing) <= review and opening >= first_month
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
    """One row for each payer as delivered and currency; nothing owed is nothing even without a rate."""
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
            row[f"{name}_amount"] = ZERO if known == 0 else None if known is None or rate is None else known * rate
        rows[payer, currency] = row
    return rows
