"""Actual ÷ expected purchases a tenth of customers: a good forecast lies on the line at 1."""

from __future__ import annotations

import pandas as pd

from dashboards.numbers import count, known, score
from dashboards.page import Chart
from dashboards.theme import ACCENT, INK, above, axis_title, figure
from dashboards.words import Words


def calibration(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: forecast_tenth (1 = least), expected_purchases, actual_purchases, actual_to_expected_rate."""
    ratios = [known(value) for value in frame["actual_to_expected_rate"]]
    drawn = figure(330)
    drawn.add_scatter(
        x=[str(int(tenth)) for tenth in frame["forecast_tenth"]],
        y=ratios,
        mode="lines+markers",
        line={"color": "#C9CED6", "width": 1},
        marker={"size": 11, "color": ACCENT},
        customdata=[
            words.text(
                "lifetime_value.calibration.hover",
                expected=score(row["expected_purchases"]),
                actual=count(row["actual_purchases"]),
            )
            for row in frame.to_dict("records")
        ],
        hovertemplate="%{customdata}<br><b>%{y:.2f}</b><extra></extra>",
    )
    drawn.add_shape(type="line", xref="x domain", x0=0, x1=1, y0=1, y1=1, line={"color": INK, "width": 1.2, "dash": "dot"})
    highest = max((value for value in ratios if value is not None), default=1)
    drawn.update_layout(annotations=[above(words.text("lifetime_value.calibration.y"))], margin={"t": 40})
    drawn.update_xaxes(type="category", showgrid=False, title=axis_title(words.text("lifetime_value.calibration.x")))
    drawn.update_yaxes(range=[0, max(1.5, highest * 1.15)])
    return Chart(drawn, narrow={"font": {"size": 11}})
