"""Keys delivered twice, corrections, orphans."""

from tests.landing.hostile_case import GOOD, GOOD_RECORDS, Case, good

HEAD = {name: content.split("\n")[0] + "\n" for name, content in GOOD.items()}
I2 = "I2,C2,invoice,2024-02-10,2024-03-11,EUR,250.50,true\n"
INVOICES = GOOD["invoices.csv"]


def drops(table: str, *contents: str) -> dict[str, str | None]:
    """The table as a folder of drops in this order in place of its one file."""
    return {f"{table}.csv": None} | {f"{table}/2024-0{place}.csv": content for place, content in enumerate(contents, 1)}


CASES = [
    Case("one record twice in one file", {"invoices.csv": INVOICES + I2}, superseded=1),
    Case(
        "one record three times, once with spaces and other decimals",
        {"invoices.csv": INVOICES + I2 + I2.replace("I2", " I2 ").replace("250.50", "250.5")},
        superseded=2,
    ),
    Case(
        "one key twice in one file with different amounts",
        {"invoices.csv": INVOICES + I2.replace("250.50", "999")},
        {("invoices", "conflicting_duplicate"): 2, ("invoice_lines", "orphan"): 1},
        GOOD_RECORDS - 2,
    ),
    Case(
        "two equal records and a third that differs",
        {"invoices.csv": INVOICES + I2 + I2.replace("EUR", "USD")},
        {("invoices", "conflicting_duplicate"): 3, ("invoice_lines", "orphan"): 1},
        GOOD_RECORDS - 2,
    ),
    Case(
        "a good record and a broken one of the same key in one file",
        {"invoices.csv": INVOICES + I2.replace("250.50", "x")},
        {("invoices", "unparseable_number"): 1},
    ),
    Case("the same invoice in two drops", drops("invoices", INVOICES, HEAD["invoices.csv"] + I2), superseded=1),
    Case(
        "a correction in a later drop",
        drops("invoices", INVOICES, HEAD["invoices.csv"] + I2.replace("250.50", "300")),
        superseded=1,
    ),
    Case(
        "a correction that is broken supersedes nothing",
        drops("invoices", INVOICES, HEAD["invoices.csv"] + I2.replace("250.50", "x")),
        {("invoices", "unparseable_number"): 1},
    ),
    Case(
        "a later drop that contradicts itself supersedes nothing",
        drops("invoices", INVOICES, HEAD["invoices.csv"] + I2 + I2.replace("250.50", "300")),
        {("invoices", "conflicting_duplicate"): 2},
    ),
    Case(
        "three drops of one key",
        drops(
            "invoices",
            INVOICES,
            HEAD["invoices.csv"] + I2.replace("250.50", "1"),
            HEAD["invoices.csv"] + I2.replace("250.50", "2"),
        ),
        superseded=2,
    ),
    Case(
        "a file and a folder of one table",
        {"invoices/2024.csv": HEAD["invoices.csv"] + I2.replace("250.50", "300")},
        superseded=1,
    ),
    Case(
        "a correction to an unknown customer",
        drops("invoices", INVOICES, HEAD["invoices.csv"] + I2.replace("C2", "C9")),
        superseded=1,
    ),
    Case(
        "a line of an invoice that was not delivered",
        {"invoice_lines.csv": GOOD["invoice_lines.csv"] + "I9,1,P1,1,5.00,\n"},
        {("invoice_lines", "orphan"): 1},
    ),
    Case(
        "an orphan line that is broken too is rejected once",
        {"invoice_lines.csv": GOOD["invoice_lines.csv"] + "I9,1,P1,1,x,\n"},
        {("invoice_lines", "unparseable_number"): 1},
    ),
    Case(
        "an orphan line twice",
        {"invoice_lines.csv": GOOD["invoice_lines.csv"] + "I9,1,P1,1,5.00,\n" * 2},
        {("invoice_lines", "orphan"): 2},
    ),
    Case(
        "a line that comes before its invoice",
        drops("invoice_lines", GOOD["invoice_lines.csv"] + "I4,1,P1,1,5.00,\n")
        | {"invoices/2024-09.csv": HEAD["invoices.csv"] + "I4,C3,invoice,2024-09-01,,USD,5.00,\n"},
        loaded=GOOD_RECORDS + 2,
    ),
    Case(
        "an allocation without its receipt",
        {"receipt_allocations.csv": GOOD["receipt_allocations.csv"] + "R9,I1,2024-02-01,1.00\n"},
        {("receipt_allocations", "orphan"): 1},
    ),
    Case(
        "an allocation without its invoice",
        {"receipt_allocations.csv": GOOD["receipt_allocations.csv"] + "R1,I9,2024-02-01,1.00\n"},
        {("receipt_allocations", "orphan"): 1},
    ),
    Case(
        "an allocation without either",
        {"receipt_allocations.csv": GOOD["receipt_allocations.csv"] + "R9,I9,2024-02-01,1.00\n"},
        {("receipt_allocations", "orphan"): 1},
    ),
    Case(
        "a write-off of a rejected invoice",
        {
            "invoices.csv": good("invoices.csv", "250.50", "x"),
            "write_offs.csv": "write_off_id,invoice_id,write_off_date,amount\nW1,I2,2024-05-01,5\nW2,I1,2024-05-01,5\n",
        },
        {("invoices", "unparseable_number"): 1, ("invoice_lines", "orphan"): 1, ("write_offs", "orphan"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a corrected write-off whose invoice is unknown supersedes nothing",
        {
            "write_offs/1.csv": "write_off_id,invoice_id,write_off_date,amount\nW1,I1,2024-05-01,5\n",
            "write_offs/2.csv": "write_off_id,invoice_id,write_off_date,amount\nW1,I9,2024-05-01,5\n",
        },
        {("write_offs", "orphan"): 1},
        GOOD_RECORDS + 1,
    ),
    Case(
        "a key part that is empty twice",
        {
            "customer_influence.csv": "customer_id,assessed_on,influence_score,source\n"
            "C1,2024-01-01,80,\nC1,2024-01-01,80,\nC1,2024-01-01,70,board\n"
        },
        superseded=1,
        loaded=GOOD_RECORDS + 2,
    ),
    Case(
        "a key part that is empty, with different content",
        {
            "customer_influence.csv": "customer_id,assessed_on,influence_score,source\n"
            "C1,2024-01-01,80,\nC1,2024-01-01,81,\n"
        },
        {("customer_influence", "conflicting_duplicate"): 2},
    ),
    Case(
        "a default written out is the same key",
        {
            "account_assignments.csv": "customer_id,account_manager_id,valid_from,role\n"
            "C1,M1,2024-01-01,owner\nC1,M1,2024-01-01,\n"
        },
        superseded=1,
        loaded=GOOD_RECORDS + 1,
    ),
    Case(
        "six wrong files at once",
        {
            "customers.csv": GOOD["customers.csv"].replace("Acme", "Acmé").encode("latin-1"),
            "products.csv": good("products.csv", "P2,Valve,Valves", "P2,Valve"),
            "invoices.csv": INVOICES.replace("2024-02-10", "10.02.2024"),
            "invoice_lines.csv": GOOD["invoice_lines.csv"] + "I9,1,P1,1,5,\n",
            "receipts.csv": good("receipts.csv", "100.00", "1e18"),
            "receipt_allocations.csv": good("receipt_allocations.csv", "80.00", "eighty"),
        },
        {
            ("customers", "wrong_encoding"): 1,
            ("products", "malformed_row"): 1,
            ("invoices", "unparseable_date"): 1,
            ("invoice_lines", "orphan"): 2,
            ("receipts", "amount_too_large"): 1,
            ("receipt_allocations", "unparseable_number"): 1,
        },
        GOOD_RECORDS - 6,
    ),
]
