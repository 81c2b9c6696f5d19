"""Files that are wrong as files: encodings, quotes, line ends, headers, names."""

import codecs
import io

import pyarrow as pa
import pyarrow.parquet as pq

from tests.landing.hostile_case import GOOD, GOOD_RECORDS, Case, good

LINES = GOOD["invoice_lines.csv"]
ALLOCATIONS = GOOD["receipt_allocations.csv"]


def parquet(**columns: list) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


EVENTS = {"event_id": ["E1", "E2"], "customer_id": ["C1", "C2"], "event_type": ["complaint", "dispute"]}

CASES = [
    Case("no customers file", {"customers.csv": None}, stops="The required table customers is missing"),
    Case("no receipts file", {"receipts.csv": None}, stops="The required table receipts is missing"),
    Case(
        "only an unfinished invoices file",
        {"invoices.csv": None, "invoices.csv.part": GOOD["invoices.csv"]},
        stops="invoices.csv.part is still being written",
    ),
    Case("a folder of nothing", dict.fromkeys(GOOD), stops="does not exist"),
    Case(
        "a required column missing",
        {"invoices.csv": good("invoices.csv", "net_amount", "net")},
        stops="the required column net_amount of table invoices is missing",
    ),
    Case(
        "a required column of an optional table missing",
        {"receipt_allocations.csv": good("receipt_allocations.csv", "amount", "sum")},
        stops="the required column amount of table receipt_allocations is missing",
    ),
    Case(
        "a column twice in the header",
        {"receipts.csv": good("receipts.csv", "currency,amount", "amount,amount")},
        stops="column amount stands twice",
    ),
    Case(
        "semicolons for commas",
        {"products.csv": GOOD["products.csv"].replace(",", ";")},
        stops="separated by semicolons",
    ),
    Case("tabs for commas", {"products.csv": GOOD["products.csv"].replace(",", "\t")}, stops="separated by tabs"),
    Case(
        "no header",
        {"products.csv": "P1,Pump,Pumps\n"},
        stops="the required columns product_id, product_name, product_category",
    ),
    Case(
        "a header in capitals and with spaces",
        {"products.csv": good("products.csv", "product_id,product_name", " PRODUCT_ID , Product_Name")},
    ),
    Case(
        "columns in another order",
        {"products.csv": "product_category,product_name,product_id\nPumps,Pump,P1\nValves,Valve,P2\n"},
    ),
    Case(
        "columns that the contract does not know",
        {
            "products.csv": "product_id,colour,product_name,product_category,colour\n"
            "P1,red,Pump,Pumps,x\nP2,,Valve,Valves,\n"
        },
    ),
    Case("an unknown file beside the others", {"orders.csv": "a,b\n1,2\n", "readme.txt": "hello", "_SUCCESS": ""}),
    Case("a byte order mark", {"customers.csv": codecs.BOM_UTF8 + GOOD["customers.csv"].encode()}),
    Case(
        "UTF-16 with its mark, optional table",
        {"receipt_allocations.csv": ALLOCATIONS.encode("utf-16")},
        {("receipt_allocations", "wrong_encoding"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "UTF-16 without its mark, optional table",
        {"receipt_allocations.csv": ALLOCATIONS.encode("utf-16-le")},
        {("receipt_allocations", "wrong_encoding"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "UTF-16, required table",
        {"customers.csv": GOOD["customers.csv"].encode("utf-16")},
        stops="is UTF-16, not UTF-8",
    ),
    Case(
        "Latin-1 in two rows",
        {"customers.csv": GOOD["customers.csv"].replace("Acme", "Acmé").replace("Gamma", "Gämma").encode("latin-1")},
        {("customers", "wrong_encoding"): 2},
        GOOD_RECORDS - 2,
    ),
    Case(
        "Latin-1 in an unknown column's name",
        {"products.csv": b"product_id,gr\xf6\xdfe,product_name,product_category\nP1,,Pump,Pumps\nP2,,Valve,Valves\n"},
    ),
    Case(
        "a NUL byte in a value",
        {"customers.csv": good("customers.csv", "Gamma", "Gam\0ma")},
        {("customers", "nul_byte"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a block of NUL bytes at the end",
        {"products.csv": GOOD["products.csv"].encode() + b"\0" * 512},
        {("products", "malformed_row"): 1},
        GOOD_RECORDS,
    ),
    Case("carriage returns with line feeds", {"customers.csv": GOOD["customers.csv"].replace("\n", "\r\n")}),
    Case("carriage returns alone", {"customers.csv": GOOD["customers.csv"].replace("\n", "\r")}),
    Case("mixed line ends", {"customers.csv": GOOD["customers.csv"].replace("\n", "\r\n", 2)}),
    Case("three kinds of line ends", {"customers.csv": "customer_id,customer_name\r\nC1,Acme\rC2,Beta\nC3,Gamma\r"}),
    Case("no line end after the last row", {"customers.csv": GOOD["customers.csv"].rstrip("\n")}),
    Case("blank lines between rows", {"customers.csv": GOOD["customers.csv"].replace("\n", "\n\n")}),
    Case(
        "newlines, commas and quotes inside quotes",
        {"customers.csv": good("customers.csv", "Acme", '"Acme\n""Pumps"",\r\nLtd"')},
    ),
    Case(
        "an unclosed quote",
        {"invoice_lines.csv": good("invoice_lines.csv", "I2,1,P1", 'I2,1,"P1')},
        {("invoice_lines", "malformed_row"): 1},
        GOOD_RECORDS - 2,
    ),
    Case("a quote inside an unquoted value", {"customers.csv": good("customers.csv", "Acme", 'Ac"me')}),
    Case(
        "text after a closing quote",
        {"customers.csv": good("customers.csv", "Acme", '"Ac"me')},
        {("customers", "malformed_row"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a backslash before a quote",
        {"customers.csv": good("customers.csv", "Acme", '"Ac\\"me"')},
        {("customers", "malformed_row"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a row with too many values",
        {"products.csv": good("products.csv", "P2,Valve,Valves", "P2,Valve,Valves,x")},
        {("products", "malformed_row"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a row with too few values",
        {"products.csv": good("products.csv", "P2,Valve,Valves", "P2")},
        {("products", "malformed_row"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a value of three megabytes",
        {"customers.csv": good("customers.csv", "Gamma", "G" * 3_000_000)},
        {("customers", "malformed_row"): 1},
        GOOD_RECORDS - 1,
    ),
    Case("an empty file of an optional table", {"write_offs.csv": ""}),
    Case(
        "an empty file of a required table",
        {"receipts.csv": "", "receipt_allocations.csv": None},
        loaded=GOOD_RECORDS - 3,
    ),
    Case(
        "a header without rows",
        {"receipts.csv": GOOD["receipts.csv"].split("\n")[0], "receipt_allocations.csv": None},
        loaded=GOOD_RECORDS - 3,
    ),
    Case("a file of blank lines", {"write_offs.csv": "\n\r\n  \n"}),
    Case(
        "a half-written file beside its table",
        {"invoices.csv.tmp": "invoice_id,customer_id", "invoices/2.part": "x"},
        waits="invoices.csv.tmp",
    ),
    Case(
        "a folder of drops",
        {
            "products.csv": None,
            "products/2024-01.csv": "product_id,product_name,product_category\nP1,Pump,Pumps\n",
            "products/2024-02.CSV": "product_id,product_name,product_category\nP2,Valve,Valves\n",
        },
    ),
    Case(
        "Parquet with its own types",
        {
            "customer_events.parquet": parquet(
                **EVENTS, event_date=pa.array([19_000, 19_001], pa.date32()), severity=[1.0, 5.0], amount=[0.1, None]
            )
        },
        loaded=GOOD_RECORDS + 2,
    ),
    Case(
        "Parquet with timestamps for dates",
        {
            "customer_events.parquet": parquet(
                **EVENTS, event_date=pa.array([1_700_000_000_000_000, 1_700_000_000_000_001], pa.timestamp("us"))
            )
        },
        loaded=GOOD_RECORDS + 2,
    ),
    Case(
        "Parquet with NaN and infinity",
        {
            "customer_events.parquet": parquet(
                **EVENTS, event_date=["2024-01-01"] * 2, amount=[float("nan"), float("inf")]
            )
        },
        {("customer_events", "non_finite_number"): 2},
    ),
    Case(
        "Parquet with ids as floating-point numbers",
        {
            "customers.csv": None,
            "customers.parquet": parquet(customer_id=[101.0, 102.0, None], customer_name=["a", "b", "c"]),
        },
        {("customers", "missing_required_value"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "Parquet cut off in the middle",
        {"customer_events.parquet": parquet(**EVENTS, event_date=["2024-01-01"] * 2)[:300]},
        stops="customer_events.parquet cannot be read",
    ),
    Case(
        "Parquet that is text",
        {"customer_events.parquet": "event_id,customer_id\n"},
        stops="customer_events.parquet cannot be read",
    ),
    Case(
        "Parquet without a required column",
        {"customer_events.parquet": parquet(**EVENTS)},
        stops="the required column event_date",
    ),
    Case(
        "Parquet without rows",
        {"customer_events.parquet": parquet(event_id=[], customer_id=[], event_type=[], event_date=[])},
    ),
    Case(
        "Parquet with a list for a name",
        {
            "customers.csv": None,
            "customers.parquet": parquet(customer_id=["C1", "C2", "C3"], customer_name=[["a"], [], None]),
        },
        {("customers", "missing_required_value"): 1},
        GOOD_RECORDS - 1,
    ),
    Case(
        "a file name with quotes and spaces", {"products.csv": None, 'products/it\'s "one" 1.csv': GOOD["products.csv"]}
    ),
]
