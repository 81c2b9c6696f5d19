"""Concentration of each industry's top companies over the ranking years."""

from __future__ import annotations

import pandas as pd

from dashboards.markup import label
from dashboards.numbers import known
from dashboards.page import Chart
from dashboards.theme import TIER_COLOURS, above, figure
from dashboards.words import Words

SHADES = [*TIER_COLOURS.values(), "#55606E", "#C2570C"]
SHAPES = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star", "triangle-down")


def industry_lines(frame: pd.DataFrame, column: str, title: str, words: Words) -> Chart:
    """`frame`: industry, ranking_year and `column` (unknown leaves a gap); at most eight industries are drawn."""
    drawn = figure(360)
    for place, (industry, rows) in enumerate(list(frame.groupby("industry", sort=True))[: len(SHADES)]):
        drawn.add_scatter(
            x=[str(year) for year in rows["ranking_year"]],
            y=[known(value) for value in rows[column]],
            mode="lines+markers",
            name=label(words.label("industry", industry)),
            line={"color": SHADES[place], "width": 2},
            marker={"size": 8, "symbol": SHAPES[place]},
            hovertemplate="%{x}: <b>%{y:,.0f}</b>",
        )
    drawn.update_layout(annotations=[above(title)], showlegend=True, margin={"t": 44}, legend={"y": -0.08, "yanchor": "top"})
    drawn.update_xaxes(type="category", showgrid=False)
    drawn.update_yaxes(rangemode="tozero")
    return Chart(drawn, narrow={"font": {"size": 11}, "height": 420})
