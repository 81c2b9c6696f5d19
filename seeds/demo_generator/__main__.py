"""`python -m seeds.demo_generator --out FOLDER [--invoice-lines 10_000_000] [--format parquet]`."""

import argparse
import time
from pathlib import Path

from .landing import write_landing
from .settings import Settings

parser = argparse.ArgumentParser(prog="python -m seeds.demo_generator", description=__doc__)
parser.add_argument("--out", type=Path, required=True, help="landing folder to write; an existing one is replaced")
parser.add_argument(
    "--invoice-lines", type=int, default=Settings.invoice_lines, help="underscores allowed; default: the demo"
)
parser.add_argument("--customers", type=int, help="default: in proportion to the lines")
parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
parser.add_argument("--seed", type=int, default=Settings.seed)


def main() -> None:
    """Writes one landing folder and says how large it became."""
    arguments = parser.parse_args()
    started = time.perf_counter()
    settings = Settings()
    if arguments.invoice_lines != settings.invoice_lines or arguments.customers:
        settings = Settings.of_size(arguments.invoice_lines, arguments.customers)
    settings = Settings(settings.invoice_lines, settings.customers, settings.lines_per_invoice, arguments.seed)
    write_landing(arguments.out, settings, arguments.format)
    size = sum(path.stat().st_size for path in arguments.out.rglob("*") if path.is_file())
    print(
        f"{settings.invoice_lines:,} invoice lines, {settings.customers:,} customers: {size / 1e6:.1f} MB "
        f"in {time.perf_counter() - started:.1f} s"
    )


if __name__ == "__main__":
    main()
