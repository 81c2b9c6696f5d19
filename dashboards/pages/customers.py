"""Customers: search over all, and everything about one. The browser draws both from the files of customers/data.py."""

from __future__ import annotations

from dashboards.customers.data import QUERIES
from dashboards.markup import escape
from dashboards.page import Page
from dashboards.words import Words

SORTS = ("contribution_12m_amount", "net_sales_12m_amount", "sales_growth_rate", "open_receivables_amount")


def body(words: Words) -> str:
    """Search form, result table and the empty place of one customer's sheet."""

    def say(key: str) -> str:
        return escape(words.text(f"customers.{key}"))

    sorts = "".join(f'<option value="{key}">{escape(words.label("column", key))}</option>' for key in SORTS)
    return f"""<section class="card sheet" id="sheet" aria-live="polite" hidden></section>
<section class="card" id="search" aria-labelledby="search-title">
<h2 id="search-title">{say("search.title")}</h2>
<div class="controls">
<label>{say("search.words")} <input type="search" id="words" autocomplete="off" spellcheck="false"></label>
<label>{say("search.label")} <select id="label"><option value="">{say("search.all")}</option></select></label>
<label>{say("search.industry")} <select id="industry"><option value="">{say("search.all")}</option></select></label>
<label>{say("search.sort")} <select id="sort">{sorts}</select></label>
</div>
<p id="found" role="status" class="answer"></p>
<div class="scroll tall" tabindex="0" role="region" aria-label="{say("search.results")}">
<table id="results"><caption class="hidden">{say("search.results")}</caption><thead></thead><tbody></tbody></table>
</div>
<button type="button" id="more" class="csv">{say("search.more")}</button>
<button type="button" id="download" class="csv">{say("search.download")}</button>
</section>"""


PAGE = Page(name="customers", script="customers.js", body=body, extra_queries=QUERIES)
