"""Small landing data full of legal trouble: valid by the contract, unkind to every rule of the definitions."""

import random
from datetime import date, timedelta
from decimal import Decimal

from .landing import Landing, Row

FIRST, DAYS = date(2021, 1, 4), 1080
AS_OF = date(2023, 11, 17)  # not a month-end, and before the last documents
# Few different amounts, so that receipts often equal invoices that they do not belong to.
AMOUNTS = [Decimal(text) for text in ("100", "100", "250", "250.50", "999.99", "1000", "1200", "5000", "12345.67")]


class Hostile:
    """One random landing folder in memory."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.customers = self._customers()
        self.ids = [row["customer_id"] for row in self.customers]
        self.invoices = self._invoices(self.random.randint(50, 140))
        self.receipts: list[Row] = []
        self.allocations: list[Row] = []
        if self.chance(0.94):
            self._pay()

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def landing(self) -> Landing:
        """The tables that the value marts read."""
        tables = {
            "customers": self.customers,
            "products": self._products(),
            "invoices": self.invoices,
            "invoice_lines": self._lines(),
            "receipts": self.receipts,
            "receipt_allocations": self.allocations,
            "write_offs": self._write_offs(),
            "exchange_rates": self._rates(),
        }
        if self.chance(0.7):
            tables["service_costs"] = self._service_costs()
        return tables

    def any_day(self) -> date:
        return FIRST + timedelta(days=self.random.randrange(DAYS))

    def any_customer(self) -> str:
        return "nobody" if self.chance(0.03) else self.random.choice(self.ids)

    def _customers(self) -> list[Row]:
        ids = ["acme", "ACME", "b-2", "C 3", "d4", "e5", "f6", "g7", "h8", "i9", "j10", "高雄"][
            : self.random.randint(4, 12)
        ]
        parents = [None, None, None, "not delivered", *ids]  # a random graph: chains, cycles, its own parent
        return [
            {
                "customer_id": key,
                "customer_name": f"Company {key}",
                "parent_customer_id": self.random.choice(parents) if self.chance(0.6) else None,
                "payment_terms_days": self.random.choice([None, 0, 14, 30, 90]),
            }
            for key in ids
        ]

    def _products(self) -> list[Row]:
        return [
            {"product_id": f"p{i}", "product_name": f"Product {i}", "product_category": f"Category {i % 3}"}
            for i in range(5)
        ]

    def _invoices(self, count: int) -> list[Row]:
        documents: list[Row] = []
        begins = {key: self.random.randrange(DAYS - 60) if self.chance(0.5) else 0 for key in [*self.ids, "nobody"]}
        home = {key: self.random.choice(["USD", "EUR", "TWD"]) for key in [*self.ids, "nobody"]}
        for number in range(count):
            customer = self.any_customer()
            day = FIRST + timedelta(days=self.random.randrange(begins[customer], DAYS))
            kind = self.random.choices(["invoice", "credit_note", "cancellation"], [82, 13, 5])[0]
            net = (
                self.random.choice(AMOUNTS) if self.chance(0.8) else Decimal(self.random.randrange(1, 2_000_000)) / 100
            )
            if kind != "invoice" or self.chance(0.02):
                net = -net * self.random.choice([1, 1, Decimal("0.5"), Decimal("0.1")])
            row = {
                "invoice_id": f"i{number:03d}",
                "customer_id": customer,
                "bill_to_customer_id": self.any_customer() if self.chance(0.2) else None,
                "document_type": kind,
                "references_invoice_id": None,
                "invoice_date": day,
                "due_date": None
                if self.chance(0.15)
                else day + timedelta(days=self.random.choice([-3, 0, 10, 30, 30, 60, 90, 400])),
                "currency": home[customer] if self.chance(0.85) else self.random.choice(["USD", "EUR", "TWD"]),
                "net_amount": net.quantize(Decimal("0.01")),
                "tax_amount": (net * Decimal("0.05")).quantize(Decimal("0.01")) if self.chance(0.3) else None,
                "freight_amount": Decimal(10) if kind == "invoice" and self.chance(0.1) else None,
                "status": self.random.choices([None, "posted", "cancelled", "draft"], [30, 60, 5, 5])[0],
                "is_disputed": self.random.choice([None, False, False, True]),
            }
            if kind != "invoice":
                self._refer(row, documents)
            documents.append(row)
        return documents

    def _refer(self, row: Row, earlier: list[Row]) -> None:
        """Mostly the customer's own earlier invoice, sometimes anybody's document or one that does not exist."""
        own = [
            other
            for other in earlier
            if other["customer_id"] == row["customer_id"] and other["document_type"] == "invoice"
        ]
        if own and self.chance(0.7):
            target = self.random.choice(own)
            row["references_invoice_id"] = target["invoice_id"]
            if self.chance(0.8):
                for name in ("bill_to_customer_id", "currency"):
                    row[name] = target[name]
                row["invoice_date"] = max(row["invoice_date"], target["invoice_date"])
        elif earlier and self.chance(0.3) and row["document_type"] == "credit_note":
            row["references_invoice_id"] = self.random.choice(earlier)["invoice_id"]
        elif self.chance(0.3):
            row["references_invoice_id"] = "never delivered"

    def _lines(self) -> list[Row]:
        lines = []
        for invoice in self.invoices:
            parts = self.random.choice([0, 1, 1, 2, 3])
            rest = invoice["net_amount"] if self.chance(0.9) else invoice["net_amount"] * Decimal("0.9")
            for number in range(1, parts + 1):
                net = (rest / parts).quantize(Decimal("0.01"))
                cost = (net * self.random.choice([Decimal("0.4"), Decimal("0.7"), Decimal("1.1")])).quantize(
                    Decimal("0.01")
                )
                lines.append(
                    {
                        "invoice_id": invoice["invoice_id"],
                        "line_number": number,
                        "product_id": f"p{self.random.randrange(6)}",
                        "quantity": Decimal(1) if net > 0 else Decimal(-1),
                        "net_amount": net,
                        "cost_amount": None if self.chance(0.25) else cost,
                    }
                )
        return lines

    def _receipt(
        self,
        payer: str,
        day: date,
        currency: str,
        amount: Decimal,
        kind: str | None = None,
        reverses: str | None = None,
    ) -> Row:
        row = {
            "receipt_id": f"r{self.random.randrange(100):02d}-{len(self.receipts)}",
            "customer_id": payer,
            "receipt_date": day,
            "currency": currency,
            "amount": amount,
            "receipt_type": kind,
            "reverses_receipt_id": reverses,
        }
        self.receipts.append(row)
        return row

    def _pay(self) -> None:
        for invoice in self.invoices:
            gross = sum((invoice[name] or 0 for name in ("net_amount", "tax_amount", "freight_amount")), Decimal(0))
            if invoice["document_type"] != "invoice" or gross <= 0 or self.chance(0.25):
                continue
            day = invoice["invoice_date"] + timedelta(days=self.random.choice([-20, 0, 5, 29, 30, 31, 45, 100, 200]))
            amount = gross * self.random.choice([1, 1, 1, 1, Decimal("0.5"), Decimal("1.3"), 2])
            currency = invoice["currency"] if self.chance(0.95) else "USD"
            payer = invoice["bill_to_customer_id"] or invoice["customer_id"]
            receipt = self._receipt(
                payer if self.chance(0.93) else self.any_customer(),
                day,
                currency,
                max(amount.quantize(Decimal("0.01")), Decimal("0.01")),
            )
            if self.chance(0.5):
                self._advise(receipt, invoice)
            self._trouble(receipt)

    def _advise(self, receipt: Row, invoice: Row) -> None:
        """Remittance advice: right, too much, in two dates, for somebody else's invoice."""
        targets = [invoice] + [self.random.choice(self.invoices) for _ in range(self.random.choice([0, 0, 1, 2]))]
        if self.chance(0.1):
            targets = targets[1:]
        seen = set()
        for target in targets:
            day = receipt["receipt_date"] + timedelta(days=self.random.choice([-5, 0, 0, 0, 3, 40]))
            if (target["invoice_id"], day) not in seen:
                seen.add((target["invoice_id"], day))
                amount = receipt["amount"] * self.random.choice([1, 1, Decimal("0.5"), Decimal("0.25"), 3])
                self.allocations.append(
                    {
                        "receipt_id": receipt["receipt_id"],
                        "invoice_id": target["invoice_id"],
                        "allocation_date": day,
                        "amount": max(amount.quantize(Decimal("0.01")), Decimal("0.01")),
                    }
                )

    def _trouble(self, receipt: Row) -> None:
        """Reversals in full, in part and in two parts; refunds; a reversal of nothing."""
        payer, currency, amount = receipt["customer_id"], receipt["currency"], receipt["amount"]
        later = receipt["receipt_date"] + timedelta(days=self.random.choice([0, 3, 20, 75]))
        what = self.random.choices(["nothing", "full", "part", "halves", "refund", "lost"], [83, 7, 3, 2, 4, 1])[0]
        if what == "full":
            self._receipt(payer, later, currency, amount, "reversal", receipt["receipt_id"])
            if self.chance(0.6):
                self._receipt(payer, later + timedelta(days=9), currency, amount)
        elif what == "part":
            self._receipt(
                payer,
                later,
                currency,
                max((amount / 4).quantize(Decimal("0.01")), Decimal("0.01")),
                "reversal",
                receipt["receipt_id"],
            )
        elif what == "halves":
            half = (amount / 2).quantize(Decimal("0.01"))
            self._receipt(payer, later, currency, half, "reversal", receipt["receipt_id"])
            self._receipt(
                payer, later + timedelta(days=35), currency, amount - half or half, "reversal", receipt["receipt_id"]
            )
        elif what == "refund":
            self._receipt(
                payer, later, currency, max((amount / 3).quantize(Decimal("0.01")), Decimal("0.01")), "refund"
            )
        elif what == "lost":
            self._receipt(payer, later, currency, Decimal(7), "reversal", None)

    def _write_offs(self) -> list[Row]:
        rows = []
        for invoice in self.invoices:
            if invoice["document_type"] == "invoice" and invoice["net_amount"] > 0 and self.chance(0.07):
                day = invoice["invoice_date"] + timedelta(days=self.random.choice([-1, 40, 200]))
                amount = (invoice["net_amount"] * self.random.choice([1, Decimal("0.2"), Decimal("0.05")])).quantize(
                    Decimal("0.01")
                )
                rows.append(
                    {
                        "write_off_id": f"w{len(rows)}",
                        "invoice_id": invoice["invoice_id"],
                        "write_off_date": day,
                        "amount": max(amount, Decimal("0.01")),
                    }
                )
        return rows

    def _rates(self) -> list[Row]:
        """Euro direct and, before that, the other way round; Taiwan dollar only the other way round; sometimes late."""
        rows = []
        first = FIRST + timedelta(days=self.random.choice([-10, -10, -10, 90]))
        for step in range(0, 1200, self.random.choice([7, 31])):
            day = first + timedelta(days=step)
            wobble = Decimal(self.random.randrange(9_000, 11_000)) / 10_000
            rows.append(
                {
                    "rate_date": day,
                    "from_currency": "USD",
                    "to_currency": "TWD",
                    "rate": (31 * wobble).quantize(Decimal("0.0001")),
                }
            )
            if step > 300:
                rows.append(
                    {
                        "rate_date": day,
                        "from_currency": "EUR",
                        "to_currency": "USD",
                        "rate": (wobble * Decimal("1.1")).quantize(Decimal("0.0001")),
                    }
                )
            rows.append(
                {
                    "rate_date": day,
                    "from_currency": "USD",
                    "to_currency": "EUR",
                    "rate": (wobble * Decimal("0.9")).quantize(Decimal("0.0001")),
                }
            )
        return rows

    def _service_costs(self) -> list[Row]:
        return [
            {
                "service_cost_id": f"s{i}",
                "customer_id": self.any_customer(),
                "cost_date": self.any_day(),
                "cost_type": "support",
                "amount": Decimal(self.random.randrange(1, 50_000)) / 100,
                "currency": self.random.choice([None, "USD", "EUR", "TWD"]),
            }
            for i in range(self.random.randrange(25))
        ]
