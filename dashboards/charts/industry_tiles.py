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
INKS = {"served": "#FFFFFF", "prospect": INK, "missing": "#8A3D00"}
LETTERS = {"served": "●", "prospect": "○", "missing": "–"}


def state_of(rank: int, ranked: int, entry: dict | None) -> str | None:
    """What a tile shows; None beyond the companies that are ranked."""
    if rank > ranked:
        return None
    if entry is None:
        return "served"
    return "prospect" if known(entry["customer_id"]) else "missing"


def steps() -> list[list]:
    """A colour scale of three flat thirds."""
    thirds = [(place / 3, (place + 1) / 3, COLOURS[state]) for place, state in enumerate(STATES)]
    return [[edge, colour] for low, high, colour in thirds for edge in (low, high)]


def industry_tiles(penetration: pd.DataFrame, missing: pd.DataFrame, words: Words) -> Chart:
    """`penetration`: industry, ranked_company_count, customers_in_top_n_count;
    `missing`: industry, industry_rank, company_name, customer_id (a known prospect) of those we do not serve."""
    absent = {(row["industry"], int(row["industry_rank"])): row for row in missing.to_dict("records")}
    industries = penetration.to_dict("records")
    ranks = list(range(1, 1 + max((int(row["ranked_company_count"]) for row in industries), default=1)))
    names = {state: words.text(f"prospect_opportunities.tiles.{state}") for state in STATES}
    drawn = figure(96 + 36 * len(industries))
    rows, z, hovers, notes = [], [], [], []
    for row in industries:
        ranked = int(row["ranked_company_count"])
        name = f"{label(words.label('industry', row['industry']))}  {int(row['customers_in_top_n_count'])}/{ranked}"
        entries = [absent.get((row["industry"], rank)) for rank in ranks]
        states = [state_of(rank, ranked, entry) for rank, entry in zip(ranks, entries, strict=True)]
        rows.append(name)
        z.append([STATES.index(state) if state else None for state in states])
        hovers.append(
            [
                (f"{label(entry['company_name'])}<br>" if entry else "") + names.get(state or "", "")
                for state, entry in zip(states, entries, strict=True)
            ]
        )
        notes += [
            {"x": place, "y": name, "text": LETTERS[s], "showarrow": False, "font": {"size": 12, "color": INKS[s]}}
            for place, s in enumerate(states)
            if s
        ]
    drawn.add_heatmap(
        z=z,
        x=[str(rank) for rank in ranks],
        y=rows,
        zmin=-0.5,
        zmax=2.5,
        colorscale=steps(),
        showscale=False,
        xgap=3,
        ygap=3,
        customdata=hovers,
        hovertemplate="%{y} · %{x}<br><b>%{customdata}</b><extra></extra>",
        hoverongaps=False,
    )
    for state in STATES:
        marker = {"color": COLOURS[state], "size": 12, "symbol": "square", "line": {"color": "#8B96A3", "width": 1}}
        drawn.add_scatter(x=[None], y=[None], mode="markers", name=f"{LETTERS[state]} {names[state]}", marker=marker)
    drawn.update_layout(annotations=notes, showlegend=True, legend={"y": -0.02, "yanchor": "top"}, margin={"t": 8})
    title = axis_title(words.text("prospect_opportunities.tiles.x"))
    drawn.update_xaxes(type="category", side="top", showgrid=False, title=title)
    drawn.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return Chart(drawn, narrow={"font": {"size": 10}, "xaxis": {"tickvals": ["1", "5", "10", "15", "20"]}})
