"""Cash application: remittance advice, exact amounts, first in first out, the residue (definitions, section 2.1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .landing import Row
from .ledger import ZERO, Document, Ledger


@dataclass
class Allocation:
    """A part of a receipt that pays a part of an invoice, from `day` until `ended`."""

    receipt_id: str
    invoice_id: str
    day: date
    amount: Decimal
    method: str
    ended: date | None = None

    def is_active(self, review: date) -> bool:
        return self.day <= review and (self.ended is None or self.ended > review)


def full_reversal_days(ledger: Ledger) -> dict[str, date]:
    """Receipts whose reversals add up to all of them, and the day on which they do."""
    amounts = {row["receipt_id"]: row["amount"] for row in ledger.receipts if receipt_type(row) == "receipt"}
    reversals: dict[str, list[Row]] = defaultdict(list)
    for row in ledger.receipts:
        if receipt_type(row) == "reversal" and row.get("reverses_receipt_id") in amounts:
            reversals[row["reverses_receipt_id"]].append(row)
    ended = {}
    for receipt_id, rows in reversals.items():
        total = ZERO
        for row in sorted(rows, key=lambda row: row["receipt_date"]):
            total += row["amount"]
            if total >= amounts[receipt_id] and receipt_id not in ended:
                ended[receipt_id] = row["receipt_date"]
    return ended


def receipt_type(row: Row) -> str:
    return row.get("receipt_type") or "receipt"


def to_be_paid(document: Document) -> Decimal:
    """Gross less linked credit notes and write-offs, as known at the refresh."""
    taken = sum((amount for _, amount in document.credits + document.write_offs), ZERO)
    return max(ZERO, document.gross - taken)


def apply_cash(ledger: Ledger) -> list[Allocation]:
    """All allocations of a ledger in the order of the passes."""
    ended = full_reversal_days(ledger)
    receipts = {row["receipt_id"]: row for row in ledger.receipts if receipt_type(row) == "receipt"}
    invoices = {key: document for key, document in ledger.documents.items() if document.role == "invoice"}
    advised = _remittances(ledger, receipts, invoices, ended)
    receipt_rest = {key: row["amount"] for key, row in receipts.items() if key not in ended}
    invoice_rest = {key: to_be_paid(document) for key, document in invoices.items()}
    _take(advised, receipt_rest, invoice_rest)
    exact = _exact_amounts(ledger, receipts, invoices, receipt_rest, invoice_rest)
    _take(exact, receipt_rest, invoice_rest)
    return advised + exact + _first_in_first_out(ledger, receipts, invoices, receipt_rest, invoice_rest)


def _take(allocations: list[Allocation], receipt_rest: dict[str, Decimal], invoice_rest: dict[str, Decimal]) -> None:
    """What is allocated leaves the rests; allocations of reversed receipts take no room."""
    for allocation in allocations:
        if allocation.ended is None:
            receipt_rest[allocation.receipt_id] -= allocation.amount
            invoice_rest[allocation.invoice_id] -= allocation.amount


def _remittances(
    ledger: Ledger, receipts: dict[str, Row], invoices: dict[str, Document], ended: dict[str, date]
) -> list[Allocation]:
    """Pass a: cut to the invoice's gross, then capped by receipts, then by invoices."""
    rows = []
    for row in ledger.landing.get("receipt_allocations", []):
        receipt, invoice = receipts.get(row["receipt_id"]), invoices.get(row["invoice_id"])
        if (
            receipt
            and invoice
            and row["allocation_date"] <= ledger.as_of
            and ledger.currency_of(receipt) == invoice.currency
        ):
            rows.append(
                (row["allocation_date"], row["receipt_id"], row["invoice_id"], min(row["amount"], invoice.gross))
            )
    room = {key: row["amount"] for key, row in receipts.items()}
    capped = []
    for day, receipt_id, invoice_id, amount in sorted(rows, key=lambda row: (row[0], row[2])):
        granted = min(amount, room[receipt_id])
        room[receipt_id] -= granted
        capped.append((day, receipt_id, invoice_id, granted))
    room = {key: to_be_paid(document) for key, document in invoices.items()}
    allocations = []
    for day, receipt_id, invoice_id, amount in sorted(capped, key=lambda row: (row[0], row[1])):
        granted = amount
        if receipt_id not in ended:
            granted = min(amount, room[invoice_id])
            room[invoice_id] -= granted
        if granted > 0:
            paid = max(day, receipts[receipt_id]["receipt_date"], invoices[invoice_id].day)
            allocations.append(Allocation(receipt_id, invoice_id, paid, granted, "remittance", ended.get(receipt_id)))
    return allocations


def _payer_accounts(
    ledger: Ledger,
    receipts: dict[str, Row],
    receipt_rest: dict[str, Decimal],
    invoices: dict[str, Document],
    invoice_rest: dict[str, Decimal],
) -> dict:
    """What is left for each payer (as delivered) and currency: receipts by (date, id), invoices by (date, due, id)."""
    accounts: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for key in sorted(receipt_rest, key=lambda key: (receipts[key]["receipt_date"], key)):
        if receipt_rest[key] > 0:
            accounts[receipts[key]["customer_id"], ledger.currency_of(receipts[key])][0].append(key)
    for key in sorted(invoice_rest, key=lambda key: (invoices[key].day, invoices[key].due, key)):
        if invoice_rest[key] > 0:
            accounts[invoices[key].payer, invoices[key].currency][1].append(key)
    return accounts


def _exact_amounts(
    ledger: Ledger,
    receipts: dict[str, Row],
    invoices: dict[str, Document],
    receipt_rest: dict[str, Decimal],
    invoice_rest: dict[str, Decimal],
) -> list[Allocation]:
    """Pass b: the k-th receipt of an amount takes the k-th invoice of it, if that is dated on or before it."""
    allocations = []
    for receipt_ids, invoice_ids in _payer_accounts(ledger, receipts, receipt_rest, invoices, invoice_rest).values():

        def fits(receipt_id: str, invoice_id: str) -> bool:
            same = receipt_rest[receipt_id] == invoice_rest[invoice_id]
            return same and invoices[invoice_id].day <= receipts[receipt_id]["receipt_date"]

        candidates = [key for key in receipt_ids if any(fits(key, other) for other in invoice_ids)]
        wanted = [key for key in invoice_ids if any(fits(other, key) for other in receipt_ids)]
        for amount in {receipt_rest[key] for key in candidates}:
            of_receipts = [key for key in candidates if receipt_rest[key] == amount]
            of_invoices = [key for key in wanted if invoice_rest[key] == amount]
            for receipt_id, invoice_id in zip(of_receipts, of_invoices, strict=False):
                if fits(receipt_id, invoice_id):
                    day = receipts[receipt_id]["receipt_date"]
                    allocations.append(Allocation(receipt_id, invoice_id, day, amount, "exact"))
    return allocations


def _first_in_first_out(
    ledger: Ledger,
    receipts: dict[str, Row],
    invoices: dict[str, Document],
    receipt_rest: dict[str, Decimal],
    invoice_rest: dict[str, Decimal],
) -> list[Allocation]:
    """Pass c: the oldest receipt pays the oldest invoice until either is used up."""
    allocations = []
    for receipt_ids, invoice_ids in _payer_accounts(ledger, receipts, receipt_rest, invoices, invoice_rest).values():
        waiting = list(invoice_ids)
        for receipt_id in receipt_ids:
            while receipt_rest[receipt_id] > 0 and waiting:
                invoice_id = waiting[0]
                amount = min(receipt_rest[receipt_id], invoice_rest[invoice_id])
                day = max(receipts[receipt_id]["receipt_date"], invoices[invoice_id].day)
                allocations.append(Allocation(receipt_id, invoice_id, day, amount, "fifo"))
                receipt_rest[receipt_id] -= amount
                invoice_rest[invoice_id] -= amount
                if invoice_rest[invoice_id] == 0:
                    waiting.pop(0)
    return allocations
