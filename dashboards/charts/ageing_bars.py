"""Open receivables by days past due as 100 % bars, one bar a tier."""

from __future__ import annotations

import pandas as pd

from dashboards.markup import label
from dashboards.numbers import amount, known
from dashboards.page import Chart
from dashboards.theme import AGE_COLOURS, figure, readable_on
from dashboards.words import Words

BUCKETS = (
    "not_due_amount",
    "overdue_1_30_amount",
    "overdue_31_60_amount",
    "overdue_61_90_amount",
    "overdue_over_90_amount",
)


def ageing_bars(frame: pd.DataFrame, names: list[str], words: Words) -> Chart:
    """`frame`: the five bucket amounts and open_receivables_amount; `names`: the label of each row."""
    totals = [known(value) or 0 for value in frame["open_receivables_amount"]]
    bars = [f"{label(name)}<br>{words.write(amount(total))}" for name, total in zip(names, totals, strict=True)]
    drawn = figure(76 + 44 * max(len(frame), 2))
    for bucket, colour in zip(BUCKETS, AGE_COLOURS, strict=True):
        name = words.label("column", bucket)
        amounts = [known(value) or 0 for value in frame[bucket]]
        shares = [value / total if total > 0 else 0 for value, total in zip(amounts, totals, strict=True)]
        drawn.add_bar(
            x=shares,
            y=bars,
            orientation="h",
            name=name,
            marker={"color": colour, "line": {"color": "#fff", "width": 1}},
            text=[f"{share:.0%}" if share >= 0.045 else "" for share in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": readable_on(colour)},
            customdata=[words.write(amount(value)) for value in amounts],
            hovertemplate=f"%{{y}}<br>{name}: <b>%{{customdata}}</b> (%{{x:.1%}})<extra></extra>",
        )
    drawn.update_layout(barmode="stack", showlegend=True, margin={"t": 44})
    drawn.update_xaxes(range=[0, 1], showticklabels=False, showgrid=False)
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    height = 110 + 44 * max(len(frame), 2)
    narrow = {"font": {"size": 11}, "legend": {"font": {"size": 11}}, "margin": {"t": 70}, "height": height}
    return Chart(drawn, narrow=narrow)
