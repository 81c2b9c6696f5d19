"""Writes dbt's exposures from the pages, each on exactly what its queries read: `python -m dashboards.exposures`."""

from __future__ import annotations

from pathlib import Path

from dashboards import header
from dashboards.page import Page
from dashboards.pages import PAGES
from dashboards.served import query_relations
from dashboards.words import Words

REPOSITORY = Path(__file__).parents[1]
TARGET = REPOSITORY / "dbt_project/models/exposures/_dashboards__exposures.yml"
# Written by the publisher into every snapshot, so dbt knows no model of these names.
NOT_MODELS = frozenset({"quality.refresh_log", "quality.restatements"})
HEADER = "# Written by `python -m dashboards.exposures` from dashboards/queries; a test compares the two.\nexposures:\n"


def page_relations(page: Page) -> list[str]:
    """Every relation that a page and its header line read, in order."""
    queries = [*header.QUERIES, *page.queries]
    return sorted({relation for query in queries for relation in query_relations(query)} - NOT_MODELS)


def models() -> frozenset[str]:
    """Names of the models that dbt builds."""
    return frozenset(path.stem for path in (REPOSITORY / "dbt_project/models").rglob("*.sql"))


def exposure(page: Page, words: Words) -> str:
    """YAML of one page."""
    file = "index" if page.name == "overview" else page.name
    built = models()
    names = [relation.split(".")[1] for relation in page_relations(page)]
    depends = "\n".join(f"      - ref('{name}')" for name in names if name in built)
    return (
        f"  - name: dashboard_{page.name}\n"
        f'    label: "{words.text(f"{page.name}.title")}"\n'
        "    type: dashboard\n"
        "    maturity: high\n"
        f"    url: file:///warehouse/serving/current/dashboards/{file}.html\n"
        f'    description: "{words.text(f"{page.name}.lead")}"\n'
        "    owner: {name: Customer value team, email: customer-value@example.com}\n"
        f"    depends_on:\n{depends}\n"
    )


def exposures_text() -> str:
    """The whole file."""
    words = Words("en")
    return HEADER + "\n".join(exposure(page, words) for page in PAGES)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(exposures_text(), encoding="utf-8")
