"""Receipts, refunds and reversals, remittance advice, and what is written off."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .characters import PROBLEM_YEAR, index_of
from .columns import Table, dates, ids, money, take
from .documents import CANCELLATION, CREDIT_NOTE, INVOICE, POSTED, Documents
from .parties import Parties
from .settings import CURRENCIES, LAST_DAY, Settings, day

RECEIPT, REFUND, REVERSAL = 0, 1, 2
PAY_IN_FULL = ("diamond_with_complaint", "quiet_diamond")  # with their groups: what one member owes makes the group a problem


@dataclass
class Payments:
    """One value for each payment of one invoice, before payments become receipts."""

    invoice: np.ndarray
    day: np.ndarray
    amount: np.ndarray


def cash_tables(documents: Documents, parties: Parties, settings: Settings) -> dict[str, Table]:
    """The tables receipts, receipt_allocations and write_offs."""
    stream = settings.stream("cash")
    owed = _owed(documents)
    payments, unpaid, short = _payments(stream, documents, parties, owed)
    payer, currency = documents.payer[payments.invoice], parties.currency[documents.customer[payments.invoice]]
    # One payer in four pays everything of a fortnight in one sum.
    pays_in_bulk = (np.arange(len(parties)) % 4 == 3)[payer]
    receipt_day = np.where(pays_in_bulk, np.minimum(-(-payments.day // 14) * 14, LAST_DAY), payments.day)
    key = np.stack([receipt_day, payer, currency])
    cells, receipt = np.unique(key, axis=1, return_inverse=True)
    receipt = receipt.reshape(-1)
    amount = np.bincount(receipt, payments.amount, cells.shape[1]).astype(np.int64)
    on_account = cells[1] == index_of("pays_without_advice")
    amount = np.where(on_account, np.maximum(np.round(amount, -5), 100_000), amount)
    has_advice = stream.random(len(amount)) < parties.traits["remit"][cells[1]]
    advised = np.flatnonzero(has_advice[receipt])
    receipts, receipt_ids = _receipts(stream, parties, cells, amount)
    allocations = {
        "receipt_id": take(receipt_ids, receipt[advised]),
        "invoice_id": take(documents.document_ids, payments.invoice[advised]),
        "allocation_date": dates(receipt_day[advised]),
        "amount": money(payments.amount[advised]),
    }
    return {
        "receipts": receipts,
        "receipt_allocations": allocations,
        "write_offs": _write_offs(stream, documents, owed, unpaid, short),
    }


def _owed(documents: Documents) -> np.ndarray:
    """What an invoice asks to be paid: nothing if cancelled, less what a linked credit note takes back."""
    owed = np.where((documents.kind == INVOICE) & (documents.status == POSTED), documents.gross, 0)
    follows = documents.reference >= 0
    whole, partial = follows & (documents.kind == CANCELLATION), follows & (documents.kind == CREDIT_NOTE)
    owed[documents.reference[whole]] = 0
    owed[documents.reference[partial]] += documents.gross[partial]
    return owed


def _payments(
    stream: np.random.Generator, documents: Documents, parties: Parties, owed: np.ndarray
) -> tuple[Payments, np.ndarray, np.ndarray]:
    """Payments in each payer's own manner; also the invoices never paid and those paid a little short."""
    asked = np.flatnonzero(owed > 0)
    payer, traits, due = documents.payer[asked], parties.traits, documents.due[asked]
    ignored = stream.random(len(asked)) < traits["unpaid"][payer]
    ignored |= (payer == index_of("insolvent")) & (due > day("2025-04-30"))
    pays_in_full = np.isin(parties.head[payer], [index_of(role) for role in PAY_IN_FULL])
    ignored &= ~pays_in_full
    late = traits["delay"][payer] + stream.normal(0, 1, len(asked)) * traits["spread"][payer]
    paid_day = np.maximum(documents.day[asked] + 1, due + np.round(late).astype(int))
    first, last, settled = (day(text) for text in PROBLEM_YEAR)
    stopped = (payer == index_of("problem_and_back")) & (due >= first) & (due <= last)
    paid_day = np.where(stopped, settled + due % 9, paid_day)
    is_short = (stream.random(len(asked)) < 0.02) & ~ignored & ~pays_in_full
    amount = np.where(is_short, owed[asked] * 99 // 100, owed[asked])
    in_two = (stream.random(len(asked)) < 0.07) & ~is_short
    part = np.where(in_two, amount * 6 // 10, amount)
    invoice = np.concatenate([asked, asked[in_two]])
    days = np.concatenate([paid_day, paid_day[in_two] + stream.integers(16, 45, int(in_two.sum()))])
    amounts = np.concatenate([part, (amount - part)[in_two]])
    kept = np.concatenate([~ignored, ~ignored[in_two]]) & (days <= LAST_DAY) & (amounts > 0)
    return Payments(invoice[kept], days[kept], amounts[kept]), asked[ignored], asked[is_short]


def _receipts(
    stream: np.random.Generator, parties: Parties, cells: np.ndarray, amount: np.ndarray
) -> tuple[Table, pa.Array]:
    """Receipts, then what goes wrong: paid twice and refunded; returned by the bank and paid again; partly returned."""
    n = len(amount)
    chance, can_follow = stream.random(n), cells[0] <= LAST_DAY - 40
    twice = np.flatnonzero((chance < 0.003) & can_follow)
    returned = np.flatnonzero((chance > 0.996) & can_follow)
    partly = np.flatnonzero((chance > 0.9945) & (chance <= 0.996) & can_follow)
    blocks = [
        (np.arange(n), 0, RECEIPT, 1.0),
        (twice, 3, RECEIPT, 1.0), (twice, 28, REFUND, 1.0),
        (returned, 6, REVERSAL, 1.0), (returned, 19, RECEIPT, 1.0),
        (partly, 9, REVERSAL, 0.25), (partly, 30, RECEIPT, 0.25),
    ]  # fmt: skip
    source = np.concatenate([block[0] for block in blocks])
    shift = np.concatenate([np.full(len(block[0]), block[1]) for block in blocks])
    kind = np.concatenate([np.full(len(block[0]), block[2]) for block in blocks])
    share = np.concatenate([np.full(len(block[0]), block[3]) for block in blocks])
    receipt_ids = ids("R", len(source), 5 if n < 90_000 else 9)
    table = {
        "receipt_id": receipt_ids,
        "customer_id": take(parties.customer_ids, cells[1][source]),
        "receipt_date": dates(cells[0][source] + shift),
        "currency": take(CURRENCIES, cells[2][source]),
        "amount": money(np.round(amount[source] * share).astype(np.int64)),
        "receipt_type": take(("receipt", "refund", "reversal"), kind),
        "reverses_receipt_id": take(receipt_ids, source, kind != REVERSAL),
        "reference": take(("paid twice", "returned by the bank"), np.where(kind == REFUND, 0, 1), kind == RECEIPT),
    }
    return table, receipt_ids


def _write_offs(
    stream: np.random.Generator, documents: Documents, owed: np.ndarray, unpaid: np.ndarray, short: np.ndarray
) -> Table:
    """Old unpaid invoices as bad debt, small remainders as differences."""
    lost = unpaid[stream.random(len(unpaid)) < 0.6]
    small = short[stream.random(len(short)) < 0.5]
    invoice = np.concatenate([lost, small])
    written = documents.due[invoice] + np.concatenate(
        [stream.integers(190, 330, len(lost)), stream.integers(40, 80, len(small))]
    )
    amount = np.concatenate([owed[lost], owed[small] - owed[small] * 99 // 100])
    reason = np.concatenate([np.zeros(len(lost), dtype=int), np.ones(len(small), dtype=int)])
    kept = (written <= LAST_DAY) & (amount > 0)
    order = np.argsort(written[kept], kind="stable")
    invoice, written, amount, reason = (values[kept][order] for values in (invoice, written, amount, reason))
    return {
        "write_off_id": ids("W", len(invoice), 5),
        "invoice_id": take(documents.document_ids, invoice),
        "write_off_date": dates(written),
        "amount": money(amount),
        "reason": take(("bad debt", "small difference"), reason),
    }
