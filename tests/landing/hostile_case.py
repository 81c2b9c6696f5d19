"""A hostile landing folder: a small good company with one thing wrong, and what must become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

GOOD: dict[str, str] = {
    "customers.csv": (
        "customer_id,customer_name,parent_customer_id,currency,credit_limit_amount,payment_terms_days,customer_since_date\n"
        "C1,Acme,,USD,1000.00,30,2020-01-01\nC2,Beta,C1,EUR,2000.00,45,2021-06-30\nC3,Gamma,,,,,\n"
    ),
    "products.csv": "product_id,product_name,product_category\nP1,Pump,Pumps\nP2,Valve,Valves\n",
    "invoices.csv": (
        "invoice_id,customer_id,document_type,invoice_date,due_date,currency,net_amount,is_disputed\n"
        "I1,C1,invoice,2024-01-10,2024-02-09,USD,100.00,false\nI2,C2,invoice,2024-02-10,2024-03-11,EUR,250.50,true\n"
        "I3,C1,credit_note,2024-02-15,,USD,-20.00,\n"
    ),
    "invoice_lines.csv": (
        "invoice_id,line_number,product_id,quantity,net_amount,cost_amount\n"
        "I1,1,P1,2,60.00,40.00\nI1,2,P2,1,40.00,\nI2,1,P1,5,250.50,200.00\nI3,1,P1,-1,-20.00,-13.00\n"
    ),
    "receipts.csv": (
        "receipt_id,customer_id,receipt_date,currency,amount\n"
        "R1,C1,2024-02-01,USD,100.00\nR2,C2,2024-03-20,EUR,250.50\n"
    ),
    "receipt_allocations.csv": "receipt_id,invoice_id,allocation_date,amount\nR1,I1,2024-02-01,80.00\n",
}
GOOD_RECORDS = 15
Content = str | bytes | None


@dataclass(frozen=True)
class Case:
    """`files` replaces or adds files of the good company (None removes one). The stated outcome is one of

    stops      the load raises LandingError and its sentence holds this text; nothing is written
    rejects    (table, reason code) → number of rejected rows; with `superseded` and `loaded` records over all files
    """

    name: str
    files: Mapping[str, Content] = field(default_factory=dict)
    rejects: Mapping[tuple[str, str], int] = field(default_factory=dict)
    loaded: int = GOOD_RECORDS
    superseded: int = 0
    stops: str | None = None
    waits: str | None = None

    def write(self, folder: Path) -> Path:
        """The landing folder of this case."""
        for name, content in {**GOOD, **self.files}.items():
            if content is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder


def good(name: str, old: str = "", new: str = "") -> str:
    """A good file with one text replaced."""
    assert old in GOOD[name], (name, old)
    return GOOD[name].replace(old, new, 1)
