"""Invoices with their lines, credit notes and cancellations, made in chunks so that any size fits in memory."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from .catalogue import PRODUCTS_PER_CATEGORY, Catalogue
from .columns import LandingWriter, Table, dates, ids, money, numbers, take
from .parties import Parties
from .settings import CATEGORIES, CURRENCIES, FISCAL_YEARS, LAST_DAY, UNITS_PER_DOLLAR, Settings, year_index

CHUNK_LINES = 1_000_000
POSTED, CANCELLED, DRAFT = 0, 1, 2
INVOICE, CREDIT_NOTE, CANCELLATION = 0, 1, 2
TAX_RATE = np.array([0.0, 0.19, 0.05])  # by currency


@dataclass
class Documents:
    """Arrays with one value for each document; money in cents of the document's currency."""

    customer: np.ndarray
    payer: np.ndarray
    day: np.ndarray
    due: np.ndarray
    kind: np.ndarray
    status: np.ndarray
    reference: np.ndarray  # position of the document it refers to, -1 = none
    net: np.ndarray
    tax: np.ndarray
    freight: np.ndarray
    is_disputed: np.ndarray
    document_ids: pa.Array
    sales: np.ndarray = field(default_factory=lambda: np.zeros(0))  # customer x category x year, dollars
    opportunity: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))  # position, -1 = none

    @property
    def gross(self) -> np.ndarray:
        return self.net + self.tax + self.freight


def make_documents(settings: Settings, parties: Parties, catalogue: Catalogue, writer: LandingWriter) -> Documents:
    """Draws documents in order of date and writes their lines as it goes."""
    stream = settings.stream("documents")
    customer, day, lines = _purchases(settings, parties)
    n = len(customer)
    chance = stream.random(n)
    status = np.select([chance < 0.004, chance < 0.007], [CANCELLED, DRAFT], POSTED)
    # What happens later to an invoice: 1.6 % are credited in part, 0.6 % cancelled by a document of their own.
    later = np.select([chance > 0.994, chance > 0.978], [CANCELLATION, CREDIT_NOTE], INVOICE)
    later_day = day + stream.integers(6, 75, n)
    later[(later_day > LAST_DAY) | (status != POSTED)] = INVOICE
    target = np.flatnonzero(later)
    is_free = (later[target] == CREDIT_NOTE) & (stream.random(len(target)) < 0.3)  # a credit note without a reference
    net = np.zeros(n + len(target), dtype=np.int64)
    sales = _write_lines(settings, parties, catalogue, writer, customer, day, lines, status, later, net)
    customer = np.concatenate([customer, customer[target]])
    kind = np.concatenate([np.zeros(n, dtype=int), later[target]])
    day = np.concatenate([day, later_day[target]])
    tax = np.round(net * TAX_RATE[parties.currency[customer]]).astype(np.int64)
    has_freight = (stream.random(len(net)) < 0.2) & (kind == INVOICE)
    freight = np.where(has_freight, np.round(net * 0.008, -2).astype(np.int64), 0)
    freight[n:] = np.where(kind[n:] == CANCELLATION, -freight[target], 0)
    terms = np.where(parties.terms[customer] > 0, parties.terms[customer], 30)
    return Documents(
        customer=customer,
        payer=np.where(parties.bills_to_head[customer], parties.head[customer], customer),
        day=day,
        due=day + terms,
        kind=kind,
        status=np.concatenate([status, np.zeros(len(target), dtype=int)]),
        reference=np.concatenate([np.full(n, -1), np.where(is_free, -1, target)]),
        net=net,
        tax=tax,
        freight=freight,
        is_disputed=(stream.random(len(net)) < 0.015) & (kind == INVOICE),
        document_ids=_document_ids(n, len(target)),
        sales=sales,
        opportunity=np.full(len(net), -1),
    )


def _document_ids(invoices: int, others: int) -> pa.Array:
    width = 5 if invoices < 100_000 else 9
    return pa.concat_arrays([ids("INV", invoices, width), ids("CRN", others, width)])


def _purchases(settings: Settings, parties: Parties) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customer, day and number of lines of each invoice: a Poisson process for each customer while it is active."""
    stream = settings.stream("purchases")
    lines = (
        stream.poisson(
            settings.lines_per_invoice - 1, int(settings.invoice_lines / settings.lines_per_invoice * 1.2) + 50
        )
        + 1
    )
    total = np.cumsum(lines)
    n = int(np.searchsorted(total, settings.invoice_lines)) + 1
    lines = lines[:n].copy()
    lines[-1] -= total[n - 1] - settings.invoice_lines
    weight = np.where(parties.is_prospect, 0, parties.traits["rate"] * (parties.end - parties.start))
    customer = stream.choice(len(parties), n, p=weight / weight.sum())
    span = (parties.end - parties.start + 1)[customer]
    day = parties.start[customer] + (stream.random(n) * span).astype(int)
    pause_start, pause_end = parties.pause_start[customer], parties.pause_end[customer]
    resting = (day >= pause_start) & (day <= pause_end)
    back = np.minimum(pause_end + (stream.random(n) * 200).astype(int), LAST_DAY)
    day = np.where(resting, np.where(stream.random(n) < 0.5, back, parties.start[customer]), day)
    day[0], customer[0] = LAST_DAY, 1  # the last day always has a document
    order = np.lexsort((customer, day))
    return customer[order], day[order], lines


def _write_lines(
    settings: Settings,
    parties: Parties,
    catalogue: Catalogue,
    writer: LandingWriter,
    customer: np.ndarray,
    day: np.ndarray,
    lines: np.ndarray,
    status: np.ndarray,
    later: np.ndarray,
    net: np.ndarray,
) -> np.ndarray:
    """Writes all lines, fills `net` (invoices, then what follows them), returns sales by buyer, category, year."""
    n = len(customer)
    all_ids = _document_ids(n, len(net) - n)
    follower = np.full(n, -1)
    follower[np.flatnonzero(later)] = np.arange(n, len(net))
    first_line = np.cumsum(lines) - lines
    edges = np.append(np.unique(np.searchsorted(first_line, np.arange(0, settings.invoice_lines, CHUNK_LINES))), n)
    shape = (len(parties), len(CATEGORIES), len(FISCAL_YEARS) + 1)
    sales = np.zeros(int(np.prod(shape)))
    taste = settings.stream("taste").permuted(np.tile(np.arange(len(CATEGORIES)), (len(parties), 1)), axis=1)
    stream = settings.stream("lines")
    for part, (low, high) in enumerate(zip(edges[:-1], edges[1:], strict=True)):
        document = np.repeat(np.arange(low, high), lines[low:high])
        number = np.arange(len(document)) - np.repeat(first_line[low:high] - first_line[low], lines[low:high]) + 1
        line = _priced_lines(stream, parties, catalogue, customer[document], day[document], lines[document], taste)
        net[low:high] = np.bincount(document - low, line["net"], high - low).astype(np.int64)
        is_sale = (status[document] == POSTED) & (later[document] != CANCELLATION)
        buyer = customer[document]
        cell = (buyer * shape[1] + catalogue.category[line["product"]]) * shape[2] + year_index(day[document])
        dollars = line["net"] / 100 / UNITS_PER_DOLLAR[parties.currency[buyer]]
        sales += np.bincount(cell[is_sale], dollars[is_sale], len(sales))
        # A cancellation mirrors every line of its invoice; a credit note takes back a fifth of the first one.
        whole, partial = later[document] == CANCELLATION, (later[document] == CREDIT_NOTE) & (number == 1)
        mirrored = np.flatnonzero(whole | partial)
        share = np.where(whole[mirrored], 1.0, 0.2)
        rows = {
            name: np.concatenate([line[name], -np.round(line[name][mirrored] * share).astype(np.int64)])
            for name in ("net", "cost", "list")
        }
        net += np.bincount(follower[document[mirrored]], rows["net"][len(document) :], len(net)).astype(np.int64)
        quantity = np.concatenate(
            [line["quantity"], -np.maximum(np.round(line["quantity"][mirrored] * share), 1).astype(np.int64)]
        )
        source = np.concatenate([np.arange(len(document)), mirrored])
        # Header-only invoices: one in 200 has no lines at all.
        owner = np.concatenate([document, follower[document[mirrored]]])
        kept = document[source] % 200 != 77
        source, owner = source[kept], owner[kept]
        writer.write_part(
            "invoice_lines",
            part,
            len(edges) - 1,
            {
                "invoice_id": take(all_ids, owner),
                "line_number": numbers(number[source]),
                "product_id": take(catalogue.product_ids, line["product"][source]),
                "quantity": numbers(quantity[kept]),
                "unit_price_amount": money(line["price"][source]),
                "net_amount": money(rows["net"][kept]),
                "cost_amount": money(rows["cost"][kept], line["no_cost"][source]),
                "list_amount": money(rows["list"][kept]),
            },
        )
    # A surcharge that no line names: sales are the header's, the difference is unallocated.
    charged = (np.arange(n) % 60 == 31) & (later == INVOICE)
    net[:n] += np.where(charged, 15_000 * UNITS_PER_DOLLAR[parties.currency[customer]].astype(np.int64), 0)
    return sales.reshape(shape)


def _priced_lines(
    stream: np.random.Generator,
    parties: Parties,
    catalogue: Catalogue,
    customer: np.ndarray,
    day: np.ndarray,
    lines: np.ndarray,
    taste: np.ndarray,
) -> dict[str, np.ndarray]:
    """Products, quantities and money of lines; a customer buys a few categories, more of each as it grows."""
    count, traits = len(customer), parties.traits
    choice = np.minimum(stream.geometric(0.45, count) - 1, 5)
    product = taste[customer, choice] * PRODUCTS_PER_CATEGORY + stream.integers(0, PRODUCTS_PER_CATEGORY, count)
    years = (day - parties.start[customer]) / 365.25
    budget = (
        traits["size"][customer]
        * 2_100_000
        / lines
        * (1 + traits["growth"][customer]) ** years
        * np.exp(stream.normal(0, 0.35, count))
    )
    units = UNITS_PER_DOLLAR[parties.currency[customer]]
    price_list = (catalogue.list_price[product] * units).astype(np.int64)
    price = (price_list * (1 - traits["discount"][customer]) * stream.uniform(0.97, 1.02, count)).astype(np.int64)
    quantity = np.maximum(np.round(budget * units / price), 1).astype(np.int64)
    cost = (quantity * catalogue.cost[product] * units * stream.uniform(0.95, 1.05, count)).astype(np.int64)
    return {
        "product": product,
        "quantity": quantity,
        "price": price,
        "net": quantity * price,
        "cost": cost,
        "list": quantity * price_list,
        "no_cost": stream.random(count) < 0.03,
    }


def invoice_table(documents: Documents, parties: Parties, opportunity_ids: pa.Array, settings: Settings) -> Table:
    """One row for each document."""
    stream = settings.stream("invoices")
    n = len(documents.customer)
    other = documents.payer != documents.customer
    return {
        "invoice_id": documents.document_ids,
        "customer_id": take(parties.customer_ids, documents.customer),
        "bill_to_customer_id": take(parties.customer_ids, documents.payer, ~other),
        "document_type": take(("invoice", "credit_note", "cancellation"), documents.kind),
        "references_invoice_id": take(documents.document_ids, documents.reference, documents.reference < 0),
        "order_date": dates(documents.day - stream.integers(4, 40, n), documents.kind != INVOICE),
        "invoice_date": dates(documents.day),
        "due_date": dates(documents.due, (documents.kind != INVOICE) | (stream.random(n) < 0.03)),
        "currency": take(CURRENCIES, parties.currency[documents.customer]),
        "net_amount": money(documents.net),
        "tax_amount": money(documents.tax, documents.tax == 0),
        "freight_amount": money(documents.freight, documents.freight == 0),
        "status": take(("posted", "cancelled", "draft"), documents.status),
        "is_disputed": pa.array(documents.is_disputed),
        "account_manager_id": take(parties.manager_ids, parties.manager[documents.customer]),
        "opportunity_id": take(opportunity_ids, documents.opportunity, documents.opportunity < 0),
    }
