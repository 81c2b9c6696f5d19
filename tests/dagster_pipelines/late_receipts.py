"""The demo company with receipts that came late: something new for a refresh."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from tests.refreshes import DEMO


def landing_with_late_receipt(folder: Path, number: int = 1) -> Path:
    """The demo's landing folder with one more receipt in a file of its own."""
    if not folder.exists():
        shutil.copytree(DEMO, folder)
    with (DEMO / "receipts.csv").open(newline="", encoding="utf-8") as stream:
        row = next(csv.DictReader(stream))
    (folder / "receipts").mkdir(exist_ok=True)
    with (folder / "receipts" / f"late_{number}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(row))
        writer.writeheader()
        writer.writerow({**row, "receipt_id": f"LATE-{number}", "amount": "100.00"})
    return folder
