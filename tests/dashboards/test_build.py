"""The build: equal twice, safe against hostile names, plain about what is missing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import duckdb
import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version

from dashboards.build import build_site
from dashboards.pages import GROUPS, PAGES
from dashboards.served import MissingMart, ServedDatabase
from dashboards.shell import page_path
from dashboards.words import LANGUAGES, PLACEHOLDER, catalogue
from tests.dashboards.synthetic_served import empty_every_mart, make_served

VENDOR = Path(__file__).parents[2] / "dashboards/vendor"


def content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_two_builds_of_the_same_data_are_equal(served_path: Path, site: Path, tmp_path: Path) -> None:
    build_site(served_path, tmp_path)
    assert content(tmp_path) == content(site)


def test_every_page_stands_in_both_languages(site: Path) -> None:
    for page in PAGES:
        for language in LANGUAGES:
            assert (site / page_path(page.name, language)).is_file()
    assert [name for names in GROUPS.values() for name in names] == [page.name for page in PAGES]


def test_pages_hold_no_inline_script_and_no_raw_name(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', page)), path
        assert "<img src=x" not in page, path


def leaves(node: dict, path: str = ""):
    for key, child in node.items():
        if isinstance(child, dict):
            if "en" in child and not isinstance(child["en"], dict):
                yield f"{path}.{key}", child
            else:
                yield from leaves(child, f"{path}.{key}")


def test_every_text_stands_in_both_languages_with_the_same_figures() -> None:
    for key, text in leaves(catalogue()):
        assert set(text) <= {"en", "zh", "one"}, f"{key} has other keys: quote the text"
        assert text.get("en") and text.get("zh"), key
        assert set(PLACEHOLDER.findall(text["en"])) == set(PLACEHOLDER.findall(text["zh"])), key


def test_empty_marts_give_sentences_instead_of_figures(served_path: Path, tmp_path: Path) -> None:
    empty = empty_every_mart(Path(shutil.copy(served_path, tmp_path / "empty.duckdb")))
    folder = build_site(empty, tmp_path / "site").parent
    for page in PAGES:
        figures = (folder / f"data/pages/{page.name}.en.js").read_text(encoding="utf-8")
        assert figures == "CV.page({});\n", page.name
        html = (folder / page_path(page.name, "en")).read_text(encoding="utf-8")
        assert "cannot be answered" not in html, page.name


def test_a_missing_mart_is_named(served_path: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copy(served_path, tmp_path / "broken.duckdb"))
    with duckdb.connect(str(broken)) as connection:
        connection.execute("drop table marts.customer_profit_curve").fetchall()
    with ServedDatabase(broken) as served, pytest.raises(MissingMart, match=r"marts\.customer_profit_curve \(read by"):
        served.require(query for page in PAGES for query in page.queries)


def test_a_missing_column_leaves_the_rest_of_the_page(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = make_served(tmp_path / "narrow.duckdb", 50)
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table marts.customer_tiers_current drop column explanation_zh").fetchall()
    page = build_site(path, tmp_path / "site").read_text(encoding="utf-8")
    assert "explanation_zh" in page and "cannot be answered" in page
    assert 'id="plot-tier_mix"' in page
    assert "explanation_zh" in capsys.readouterr().err


def test_every_figure_is_valid_plotly_and_in_the_vendored_bundle(site: Path) -> None:
    bundle = (VENDOR / "plotly-cartesian.min.js").read_text(encoding="utf-8")
    assert f"v{get_plotlyjs_version()}\n" in bundle[:200]
    for path in (site / "data/pages").glob("*.js"):
        figures = json.loads(path.read_text(encoding="utf-8")[len("CV.page(") : -len(");\n")])
        for figure in figures.values():
            go.Figure(data=figure["data"], layout=figure["layout"])  # raises ValueError on what Plotly does not know
            go.Layout({key: value for key, value in figure["narrow"].items() if key != "data"})
            for trace in figure["data"]:
                assert f'name:"{trace["type"]}"' in bundle, f"{path.name}: {trace['type']}"


def test_the_vendored_bundle_is_the_published_one() -> None:
    stated, name = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").split()
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == stated
