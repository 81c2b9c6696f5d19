"""Share of customers against share of contribution, tier by tier."""

from __future__ import annotations

import pandas as pd

from dashboards.numbers import known, rate
from dashboards.page import Chart
from dashboards.theme import blend, figure, tier_colour
from dashboards.words import Words


def tier_mix(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: tier_code, customer_share_rate, contribution_share_rate (NULL = unknown), best tier first."""
    tiers = [words.label("tier", code) for code in frame["tier_code"]]
    colours = [tier_colour(code) for code in frame["tier_code"]]
    drawn = figure(60 + 46 * max(len(frame), 3))
    for column, shades in (
        ("customer_share_rate", [blend(colour, 0.45) for colour in colours]),
        ("contribution_share_rate", colours),
    ):
        shares = [known(value) for value in frame[column]]
        drawn.add_bar(
            x=[share or 0 for share in shares],
            y=tiers,
            orientation="h",
            marker={"color": shades},
            name=words.label("column", column),
            text=[f"{words.write(rate(share))} {words.text(f'overview.tier_mix.of_{column}')}" for share in shares],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    shown = [v for c in ("customer_share_rate", "contribution_share_rate") for v in frame[c] if known(v) is not None]
    widest, lowest = max(shown, default=1), min(0, min(shown, default=0))
    drawn.update_layout(barmode="group", bargap=0.28, bargroupgap=0.04, margin={"t": 8})
    drawn.update_xaxes(range=[lowest * 2.6, widest * 1.45], showticklabels=False, showgrid=False)
    drawn.update_xaxes(zeroline=True, zerolinecolor="#8B96A3")
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    return Chart(drawn, narrow={"xaxis": {"range": [lowest * 4, widest * 2.1]}, "font": {"size": 12}})
