"""Writes docs/metrics.md, a page of dbt's documentation, from the seed: `python -m dashboards.metrics_page`."""

from __future__ import annotations

import csv
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
SEED = REPOSITORY / "seeds/reference/metric_definitions.csv"
TARGET = REPOSITORY / "dbt_project/docs/metrics.md"


def definitions() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def metrics_text() -> str:
    """The main measures as one table; rows as in the seed."""
    lines = [
        "{% docs metrics %}",
        "# Main measures",
        "",
        "Written by `python -m dashboards.metrics_page` from `seeds/reference/metric_definitions.csv`;"
        " served as `core.dim_metric_definitions`.",
        "",
        "| measure | formula | unit | grain | may be summed | mart column | owner |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in definitions():
        lines.append(
            f"| {row['title_en']} · {row['title_zh']} | {row['formula']} | {row['unit']} | {row['grain']} "
            f"| {row['additivity']} | `{row['mart']}.{row['column_name']}` | {row['owner']} |"
        )
    return "\n".join([*lines, "{% enddocs %}", ""])


if __name__ == "__main__":
    TARGET.write_text(metrics_text(), encoding="utf-8")
