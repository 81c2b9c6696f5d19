"""The pages in a real browser: from a folder and over HTTP, wide and narrow, by keyboard, with hostile names."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboards.numbers import Value, written
from dashboards.pages import PAGES
from dashboards.shell import page_path
from tests.dashboards.browser import Watched, chromium, served_over_http

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor/axe.min.js"
SCREENSHOTS = os.environ.get("SCREENSHOTS")
PHONE, DESK = 390, 1440


def axe_violations(shown: Page) -> list[str]:
    """What axe-core holds against the page with every table open."""
    shown.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    # The content policy forbids inline script, so the checker is run by the debugger, not by a tag.
    shown.evaluate(AXE.read_text(encoding="utf-8"))
    return shown.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
        " resultTypes: ['violations']}).then((result) => result.violations.map((v) => v.id + ': ' + v.nodes[0].html))"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    page = Watched(browser)
    yield page
    page.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_page_opens_from_a_folder_without_fault(watched: Watched, site: Path, page: str, language: str) -> None:
    address = (site / page_path(page, language)).as_uri()
    shown = watched.open(address + ("#C0000001" if page == "customers" else ""))
    assert watched.faults == []
    assert all(url.startswith("file:") or url.startswith(("data:", "blob:")) for url in watched.requests)
    assert shown.evaluate("document.documentElement.dataset.ready") == "1"
    drawn = shown.evaluate("[...document.querySelectorAll('.plot')].filter((box) => !box.data).map((box) => box.id)")
    assert drawn == []
    assert shown.evaluate("window.hacked") is None
    if SCREENSHOTS:
        shown.screenshot(path=f"{SCREENSHOTS}/{page}_{DESK}_{language}.png", full_page=True)
    assert axe_violations(shown) == []


def test_every_page_opens_over_http_and_asks_nobody_else(browser: Browser, site: Path) -> None:
    with served_over_http(site) as address:
        for page in PAGES:
            watched = Watched(browser)
            watched.open(f"{address}/{page_path(page.name, 'en')}")
            assert watched.faults == [], page.name
            assert all(url.startswith((address, "data:", "blob:")) for url in watched.requests), page.name
            watched.close()


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_phone_needs_no_sideways_scroll(browser: Browser, site: Path, page: str) -> None:
    watched = Watched(browser, PHONE)
    shown = watched.open((site / page_path(page, "en")).as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert watched.faults == []
    if SCREENSHOTS:
        shown.screenshot(path=f"{SCREENSHOTS}/{page}_{PHONE}.png", full_page=True)
    watched.close()


def test_axe_does_see_faults(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "index.html").as_uri())
    shown.evaluate(
        "() => { const b = document.createElement('button'); const i = document.createElement('img'); "
        "document.getElementById('main').append(b, i); }"
    )
    shown.evaluate(AXE.read_text(encoding="utf-8"))
    found = shown.evaluate("axe.run().then((result) => result.violations.map((v) => v.id))")
    assert {"button-name", "image-alt"} <= set(found)


def test_search_finds_by_part_of_name_and_number_and_says_when_nothing_matches(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "customers.html").as_uri())
    total = shown.evaluate("CV.found.hits.length")
    shown.fill("#words", "c0000007")
    watched.until("CV.found.hits.length === 1")
    assert shown.locator("#results tbody tr").count() == 1
    shown.fill("#words", "foods")
    watched.until(f"CV.found.hits.length > 1 && CV.found.hits.length < {total}")
    assert all("Foods" in text for text in shown.locator("#results tbody th").all_inner_texts())
    shown.fill("#words", "nobody of this name")
    watched.until("CV.found.hits.length === 0")
    assert "No customer matches" in shown.locator("#found").inner_text()
    shown.fill("#words", "")
    watched.until(f"CV.found.hits.length === {total}")
    shown.select_option("#label", label="Gold")
    assert set(shown.locator("#results tbody td:nth-child(3)").all_inner_texts()) == {"Gold"}


def test_one_customer_opens_by_address_by_click_and_by_keyboard(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "customers.html").as_uri() + "#C0000007")
    assert shown.locator("#sheet").get_attribute("data-customer") == "C0000007"
    shown.locator("#results tbody a").first.focus()
    shown.keyboard.press("Enter")
    watched.until("document.getElementById('sheet').dataset.customer !== 'C0000007'")
    assert shown.evaluate("document.activeElement.id") == "sheet-title"
    shown.goto((site / "customers.html").as_uri() + "#C999999")
    shown.wait_for_selector("text=There is no customer C999999.")
    assert watched.faults == []


def test_a_member_leads_to_its_group_and_a_prospect_shows_its_scores(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "customers.html").as_uri() + "#M0000020")
    assert shown.locator("#sheet a[href='#C0000020']").count() == 1
    shown.goto((site / "customers.html").as_uri() + "#P0000003")
    shown.wait_for_selector("text=How promising is this prospect?")


def test_hostile_names_do_nothing_in_page_hover_link_and_file(watched: Watched, site: Path, tmp_path: Path) -> None:
    shown = watched.open((site / "customers.html").as_uri() + "#C0000001")
    assert shown.locator("#sheet-title").inner_text() == '<img src=x onerror="window.hacked=1">'
    for number in ("C0000002", "C0000003", "C0000004"):
        shown.goto((site / "customers.html").as_uri() + f"#{number}")
        watched.until(f"document.getElementById('sheet').dataset.customer === '{number}'")
    assert shown.evaluate("window.hacked") is None
    assert shown.locator("#sheet a[href^='http'], #results a[href^='http']").count() == 0
    with shown.expect_download() as waiting:
        shown.locator("#download").click()
    waiting.value.save_as(tmp_path / "customers.csv")
    rows = list(csv.reader((tmp_path / "customers.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert any(row[0] == '\'=HYPERLINK("https://example.invalid","click")' for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in "=@+" and cell[:1]]


def test_every_download_button_gives_the_figures_of_its_table(watched: Watched, site: Path, tmp_path: Path) -> None:
    shown = watched.open((site / "customer_value.html").as_uri())
    with shown.expect_download() as waiting:
        shown.locator("#largest_customers button.csv").click()
    waiting.value.save_as(tmp_path / "largest.csv")
    rows = list(csv.DictReader((tmp_path / "largest.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 25
    assert float(rows[0]["Contribution, 12 months"]) >= float(rows[1]["Contribution, 12 months"]) > 0


def test_the_chosen_language_is_kept_on_the_next_page(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "index.html").as_uri())
    shown.locator("a.language").click()
    watched.until("document.documentElement.lang === 'zh-Hant'")
    shown.goto((site / "customer_value.html").as_uri())
    watched.until("document.documentElement.lang === 'zh-Hant' && document.documentElement.dataset.ready")
    assert shown.locator("h1").inner_text() == "客戶價值"
    shown.locator("a.language").click()
    watched.until("document.documentElement.lang === 'en'")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_scripts_write_numbers_as_the_builder_does(watched: Watched, site: Path, language: str) -> None:
    shown = watched.open((site / page_path("customers", language)).as_uri())
    numbers = [
        0,
        1,
        -1,
        0.5,
        12.345,
        999.5,
        1000,
        9999,
        12345.678,
        999_950,
        1e6,
        9.995e6,
        81_400_000,
        1.1e8,
        -2.5e9,
        7e12,
    ]
    for kind in ("amount", "full_amount", "rate", "change", "points", "score", "days", "number", "count"):
        for number in [*numbers, None]:
            there = shown.evaluate("([raw, kind]) => CV.write(raw, kind)", [number, kind])
            assert there == written(Value(number, kind), language), (kind, number)


def test_the_tab_key_reaches_links_tables_and_buttons(watched: Watched, site: Path) -> None:
    shown = watched.open((site / "customer_value.html").as_uri())
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(80):
        shown.keyboard.press("Tab")
        reached.add(shown.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))
    assert {"A.", "A.language", "SUMMARY.", "DIV.scroll", "BUTTON.csv"} <= reached


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_questions_of_the_board_fit_one_sheet(watched: Watched, site: Path, language: str) -> None:
    shown = watched.open((site / page_path("leadership", language)).as_uri())
    printed = shown.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
