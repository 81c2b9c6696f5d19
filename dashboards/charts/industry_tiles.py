"""The top companies of each industry as tiles: served, missing but known as a prospect, missing."""

from __future__ import annotations

import pandas as pd

from dashboards.markup import label
from dashboards.numbers import known
from dashboards.page import Chart
from dashboards.theme import ACCENT, INK, axis_title, figure
from dashboards.words import Words

STATES = ("served", "prospect", "missing")
COLOURS = {"served": ACCENT, "prospect": "#B6822A", "missing": "#FFF1E5"}
LETTERS = {"served": "●", "prospect": "○", "missing": "–"}


def industry_tiles(penetration: pd.DataFrame, missing: pd.DataFrame, words: Words) -> Chart:
    """`penetration`: a row an industry with ranked_company_count; `missing`: industry, industry_rank, company_name, customer_id."""
    absent = {(row["industry"], int(row["industry_rank"])): row for row in missing.to_dict("records")}
    industries = penetration.to_dict("records")
    ranks = list(range(1, 1 + max((int(row["ranked_company_count"]) for row in industries), default=1)))
    drawn = figure(96 + 36 * len(industries))
    z: list[list[int | None]] = []
    hovers, notes = [], []
    rows = [
        f"{label(words.label('industry', row['industry']))}  {int(row['customers_in_top_n_count'])}/{int(row['ranked_company_count'])}"
        for row in industries
    ]
    for name, row in zip(rows, industries, strict=True):
        states: list[str | None] = []
        told = []
        for rank in ranks:
            entry = absent.get((row["industry"], rank))
            inside = rank <= int(row["ranked_company_count"])
            state = None if not inside else "served" if entry is None else "prospect" if known(entry["customer_id"]) else "missing"
            states.append(state)
            who = f"{label(entry['company_name'])}<br>" if entry else ""
            told.append(f"{who}{words.text(f'prospect_opportunities.tiles.{state}')}" if state else "")
            if state:
                colour = "#FFFFFF" if state == "served" else INK if state == "prospect" else "#8A3D00"
                notes.append({"x": str(rank), "y": name, "text": LETTERS[state], "showarrow": False, "font": {"size": 12, "color": colour}})
        z.append([STATES.index(state) if state else None for state in states])
        hovers.append(told)
    drawn.add_heatmap(
        z=z,
        x=[str(rank) for rank in ranks],
        y=rows,
        zmin=-0.5,
        zmax=2.5,
        colorscale=[[0, COLOURS["served"]], [1 / 3, COLOURS["served"]], [1 / 3, COLOURS["prospect"]], [2 / 3, COLOURS["prospect"]], [2 / 3, COLOURS["missing"]], [1, COLOURS["missing"]]],
        showscale=False,
        xgap=3,
        ygap=3,
        customdata=hovers,
        hovertemplate="%{y} · %{x}<br><b>%{customdata}</b><extra></extra>",
        hoverongaps=False,
    )
    for state in STATES:
        drawn.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=f"{LETTERS[state]} {words.text(f'prospect_opportunities.tiles.{state}')}",
            marker={"color": COLOURS[state], "size": 12, "symbol": "square", "line": {"color": "#8B96A3", "width": 1}},
        )
    drawn.update_layout(annotations=notes, showlegend=True, legend={"y": -0.02, "yanchor": "top"}, margin={"t": 8})
    drawn.update_xaxes(type="category", side="top", showgrid=False, title=axis_title(words.text("prospect_opportunities.tiles.x")))
    drawn.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return Chart(drawn, narrow={"font": {"size": 10}, "xaxis": {"tickvals": ["1", "5", "10", "15", "20"]}})
