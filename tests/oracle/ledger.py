"""Groups, exchange rates and effective documents: what counts, and as what (definitions, section 1)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from .landing import Landing, Row

ZERO = Decimal(0)
DEFAULT_TERMS_DAYS = 30
UNKNOWN = "unknown"


@dataclass
class Document:
    """One effective document; money is in its own currency."""

    invoice_id: str
    role: str  # invoice, linked_credit_note, standalone_credit_note
    is_invoice: bool  # document type invoice: counts for lifecycle and invoice counts
    sold_to: str
    payer: str
    day: date
    due: date
    currency: str
    net: Decimal
    gross: Decimal
    is_disputed: bool
    linked_to: str | None = None
    known_net: Decimal | None = None  # lines whose cost is known
    known_cost: Decimal | None = None
    credits: list[tuple[date, Decimal]] = field(default_factory=list)  # (from when on, positive amount)
    write_offs: list[tuple[date, Decimal]] = field(default_factory=list)


def group_heads(customers: list[Row], roll_up: bool = True) -> dict[str, str]:
    """Each account's ultimate parent; unknown parents are none, a cycle's smallest id is its head."""
    known = {row["customer_id"] for row in customers}
    parent = {row["customer_id"]: row.get("parent_customer_id") for row in customers}
    heads = {}
    for account in known:
        path = [account]
        while roll_up:
            above = parent[path[-1]]
            if above is None or above not in known:
                break
            if above in path:
                path.append(min(path[path.index(above) :]))
                break
            path.append(above)
        heads[account] = path[-1]
    return heads


class Rates:
    """Units of reporting currency for one of another: latest direct rate on or before a day, else the inverse."""

    def __init__(self, rows: list[Row], reporting_currency: str) -> None:
        self.reporting_currency = reporting_currency
        self.rows = sorted(rows, key=lambda row: row["rate_date"])

    def at(self, currency: str, day: date) -> Decimal | None:
        if currency == self.reporting_currency:
            return Decimal(1)
        return self._latest(currency, self.reporting_currency, day) or self._inverse(currency, day)

    def _latest(self, source: str, target: str, day: date) -> Decimal | None:
        found = None
        for row in self.rows:
            if row["rate_date"] <= day and row["from_currency"] == source and row["to_currency"] == target:
                found = row["rate"]
        return found

    def _inverse(self, currency: str, day: date) -> Decimal | None:
        rate = self._latest(self.reporting_currency, currency, day)
        return None if rate is None else (1 / rate).quantize(Decimal("1e-12"))


class Ledger:
    """All that the metrics need, restricted to documents dated on or before `as_of`."""

    def __init__(self, landing: Landing, as_of: date, reporting_currency: str = "USD", roll_up: bool = True) -> None:
        self.landing, self.as_of = landing, as_of
        self.reporting_currency = reporting_currency
        self.rates = Rates(landing.get("exchange_rates", []), reporting_currency)
        self.heads = group_heads(landing["customers"], roll_up)
        self.terms = {row["customer_id"]: row.get("payment_terms_days") for row in landing["customers"]}
        self.documents = {document.invoice_id: document for document in self._effective_documents()}
        self._link_credit_notes()
        self._add_lines()
        self._add_write_offs()
        self.receipts = [row for row in landing["receipts"] if row["receipt_date"] <= as_of]
        self.has_cash = bool(self.receipts)
        self.service_costs = None
        if "service_costs" in landing:
            self.service_costs = [row for row in landing["service_costs"] if row["cost_date"] <= as_of]

    def head(self, customer_id: str) -> str:
        return self.heads.get(customer_id, UNKNOWN)

    def currency_of(self, row: Row) -> str:
        return row.get("currency") or self.reporting_currency

    def _effective_documents(self) -> list[Document]:
        known = {row["invoice_id"] for row in self.landing["invoices"] if row["invoice_date"] <= self.as_of}
        posted = [
            row
            for row in self.landing["invoices"]
            if row["invoice_date"] <= self.as_of and (row.get("status") or "posted") == "posted"
        ]
        removed = set()
        for row in posted:
            if row["document_type"] == "cancellation" and row.get("references_invoice_id") in known:
                removed |= {row["invoice_id"], row["references_invoice_id"]}
        return [self._document(row) for row in posted if row["invoice_id"] not in removed]

    def _document(self, row: Row) -> Document:
        gross = row["net_amount"] + (row.get("tax_amount") or ZERO) + (row.get("freight_amount") or ZERO)
        terms = self.terms.get(row.get("bill_to_customer_id") or row["customer_id"])
        assumed = row["invoice_date"] + timedelta(days=DEFAULT_TERMS_DAYS if terms is None else terms)
        is_item = row["document_type"] == "invoice" and gross >= 0
        return Document(
            invoice_id=row["invoice_id"], role="invoice" if is_item else "standalone_credit_note",
            is_invoice=row["document_type"] == "invoice", sold_to=row["customer_id"],
            payer=row.get("bill_to_customer_id") or row["customer_id"], day=row["invoice_date"],
            due=row.get("due_date") or assumed, currency=self.currency_of(row), net=row["net_amount"], gross=gross,
            is_disputed=bool(row.get("is_disputed")),
        )  # fmt: skip

    def _link_credit_notes(self) -> None:
        reference = {
            row["invoice_id"]: (row["document_type"], row.get("references_invoice_id"))
            for row in self.landing["invoices"]
        }
        for document in self.documents.values():
            kind, target_id = reference[document.invoice_id]
            target = self.documents.get(target_id)
            if kind != "credit_note" or target is None or target.role != "invoice":
                continue
            if (target.payer, target.currency) == (document.payer, document.currency):
                document.role, document.linked_to = "linked_credit_note", target.invoice_id
                target.credits.append((max(document.day, target.day), -document.gross))

    def _add_lines(self) -> None:
        for line in self.landing.get("invoice_lines", []):
            document = self.documents.get(line["invoice_id"])
            if document and line.get("cost_amount") is not None:
                document.known_net = (document.known_net or ZERO) + line["net_amount"]
                document.known_cost = (document.known_cost or ZERO) + line["cost_amount"]

    def _add_write_offs(self) -> None:
        for row in self.landing.get("write_offs", []):
            document = self.documents.get(row["invoice_id"])
            if document and document.role == "invoice" and row["write_off_date"] <= self.as_of:
                document.write_offs.append((max(row["write_off_date"], document.day), row["amount"]))
