"""How much of the company each metric is known for."""

from __future__ import annotations

import pandas as pd

from dashboards.numbers import known, rate
from dashboards.page import Chart
from dashboards.theme import ACCENT, blend, figure
from dashboards.words import Words


def coverage_bars(frame: pd.DataFrame, names: list[str], words: Words) -> Chart:
    """`frame`: customer_coverage_rate, sales_coverage_rate (0–1 or unknown)."""
    drawn = figure(70 + 40 * max(len(frame), 3))
    for column, colour in (("sales_coverage_rate", ACCENT), ("customer_coverage_rate", blend(ACCENT, 0.4))):
        shares = [known(value) for value in frame[column]]
        drawn.add_bar(
            x=[share or 0 for share in shares],
            y=names,
            orientation="h",
            name=words.label("column", column),
            marker={"color": colour},
            text=[words.write(rate(share)) for share in shares],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    drawn.update_layout(barmode="group", bargroupgap=0.05, showlegend=True, margin={"t": 40})
    drawn.update_xaxes(range=[0, 1.18], showticklabels=False, showgrid=False)
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    return Chart(drawn, narrow={"font": {"size": 11}, "xaxis": {"range": [0, 1.35]}})
