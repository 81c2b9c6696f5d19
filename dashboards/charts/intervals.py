"""A dot with its interval a row: how sure a rate is."""

from __future__ import annotations

from typing import Any

from dashboards.markup import label
from dashboards.numbers import known, rate
from dashboards.page import Chart
from dashboards.theme import ACCENT, axis_title, figure
from dashboards.words import Words


def intervals(rows: list[dict[str, Any]], names: list[str], keys: tuple[str, str, str], x_title: str, words: Words) -> Chart:
    """`keys`: columns of the rate and of its low and high end (0–1); rows without a rate are left out."""
    shown = [(name, row) for name, row in zip(names, rows, strict=True) if known(row[keys[0]]) is not None]
    drawn = figure(70 + 32 * max(len(shown), 2))
    middle = [float(row[keys[0]]) for _, row in shown]
    low = [float(known(row[keys[1]]) if known(row[keys[1]]) is not None else row[keys[0]]) for _, row in shown]
    high = [float(known(row[keys[2]]) if known(row[keys[2]]) is not None else row[keys[0]]) for _, row in shown]
    drawn.add_scatter(
        x=middle,
        y=[label(name) for name, _ in shown],
        mode="markers",
        marker={"size": 10, "color": ACCENT},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [top - value for top, value in zip(high, middle, strict=True)],
            "arrayminus": [value - bottom for bottom, value in zip(low, middle, strict=True)],
            "color": "#8D9499",
            "thickness": 1.8,
            "width": 5,
        },
        customdata=[
            f"{words.write(rate(value))} ({words.write(rate(bottom))} – {words.write(rate(top))})"
            for value, bottom, top in zip(middle, low, high, strict=True)
        ],
        hovertemplate="%{y}: <b>%{customdata}</b><extra></extra>",
    )
    drawn.update_layout(margin={"t": 8})
    drawn.update_xaxes(range=[0, 1], tickformat=".0%", title=axis_title(x_title))
    drawn.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return Chart(drawn, narrow={"font": {"size": 11}})
