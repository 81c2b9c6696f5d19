"""Rolling twelve-month sales, gross profit and contribution over the quarter-ends."""

from __future__ import annotations

import math

import pandas as pd

from dashboards.numbers import amount, known
from dashboards.page import Chart
from dashboards.theme import ACCENT, TIER_COLOURS, figure
from dashboards.words import Words

LINES = (
    ("net_sales_12m_amount", "#8D9499"),
    ("gross_profit_12m_amount", TIER_COLOURS["gold"]),
    ("contribution_12m_amount", ACCENT),
)


def round_steps(ceiling: float) -> list[float]:
    """Zero and three to six round figures up to the ceiling or just above it."""
    if ceiling <= 0:
        return [0.0]
    power = 10.0 ** math.floor(math.log10(ceiling))
    step = next(size * power for size in (0.2, 0.25, 0.5, 1, 2, 2.5) if ceiling / (size * power) <= 5)
    return [step * place for place in range(math.ceil(ceiling / step) + 1)]


def value_trend(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: review_date and three amounts, oldest first."""
    drawn = figure(330)
    notes = []
    dates = [f"{date:%Y-%m}" for date in frame["review_date"]]
    for column, colour in LINES:
        values = [known(value) for value in frame[column]]
        drawn.add_scatter(
            x=dates,
            y=values,
            mode="lines+markers",
            line={"color": colour, "width": 2.5},
            marker={"size": 6},
            name=words.label("column", column),
            customdata=[words.write(amount(value)) for value in values],
            hovertemplate="%{x}: <b>%{customdata}</b><extra></extra>",
            connectgaps=False,
        )
        last = next((i for i in range(len(values) - 1, -1, -1) if values[i] is not None), None)
        if last is not None:
            notes.append(
                {
                    "x": dates[last],
                    "y": values[last],
                    "text": words.write(amount(values[last])),
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": 8,
                    "font": {"size": 13, "color": colour if colour != "#8D9499" else "#55606E"},
                }
            )
    # Two ends that meet: the upper text moves up, the lower one down.
    for upper, lower in zip(notes, notes[1:], strict=False):
        if abs(upper["y"] - lower["y"]) < 0.06 * max(abs(note["y"]) for note in notes):
            upper["yshift"], lower["yshift"] = 8, -8
    ceiling = max((v for c, _ in LINES for v in frame[c] if known(v) is not None), default=1)
    steps = round_steps(float(ceiling))
    drawn.update_layout(annotations=notes, showlegend=True, margin={"t": 40, "r": 84}, legend={"y": 1.04}, hovermode="closest")
    yearly = dates[::-1][::4]
    drawn.update_xaxes(type="category", showgrid=False, tickvals=yearly, tickangle=0)
    drawn.update_yaxes(tickvals=steps, ticktext=[words.write(amount(step)) for step in steps], rangemode="tozero")
    return Chart(drawn, narrow={"font": {"size": 11}, "yaxis": {"showticklabels": False}})
