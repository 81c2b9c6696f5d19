"""Our growth against the growth of the customer's purchases: below the diagonal we lose share even where we grow."""

from __future__ import annotations

import pandas as pd

from dashboards.charts.bars import clickable_points
from dashboards.markup import label
from dashboards.numbers import amount, change, known, points
from dashboards.page import Chart
from dashboards.theme import DIVERGING, GAIN, LOSS, MUTED, above, axis_title, figure
from dashboards.words import Words

LIMIT = 0.1  # share changes beyond ±10 points have the strongest colour
SPREAD = 1.5  # growth beyond this is drawn at the edge: one doubling would flatten all others


def hover(row: dict, words: Words) -> str:
    return f"<b>{label(row['customer_name'])}</b> · {label(words.label('category', row['product_category']))}<br>" + words.text(
        "wallet_and_growth.bubbles.hover",
        market=change(row["market_growth_rate"]),
        ours=change(row["our_growth_rate"]),
        wallet=amount(row["wallet_amount"]),
        share=points(row["share_change_rate"]),
    )


def clipped(value: float) -> float:
    return max(-1.0, min(SPREAD, float(value)))


def growth_bubbles(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: rows of bubbles.sql; rows whose market growth is unknown are left out, the sentence counts them."""
    rows = [row for row in frame.to_dict("records") if known(row["market_growth_rate"]) is not None]
    measured = [row for row in rows if not row["is_wallet_growth_unknown"] and known(row["share_change_rate"]) is not None]
    others = [row for row in rows if row not in measured]
    drawn = figure(480)
    xs = [clipped(row["market_growth_rate"]) for row in rows]
    ys = [clipped(row["our_growth_rate"]) for row in rows]
    x_range, y_range = [min(xs) - 0.04, max(xs) + 0.06], [min(ys) - 0.06, max(ys) + 0.08]
    low, high = min(x_range[0], y_range[0]), max(x_range[1], y_range[1])
    drawn.add_shape(
        type="path",
        path=f"M {low} {low} L {high} {high} L {high} {low} Z",
        fillcolor="rgba(179,88,6,.07)",
        line={"width": 0},
        layer="below",
    )
    drawn.add_scatter(
        x=[low, high],
        y=[low, high],
        mode="lines",
        line={"color": "#5B6776", "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    largest = max((float(row["wallet_amount"]) for row in measured), default=1) or 1
    clickable_points(
        drawn,
        [row["customer_id"] for row in measured],
        [hover(row, words) for row in measured],
        x=[clipped(row["market_growth_rate"]) for row in measured],
        y=[clipped(row["our_growth_rate"]) for row in measured],
        marker={
            "size": [max(6.0, 44 * (float(row["wallet_amount"]) / largest) ** 0.5) for row in measured],
            "color": [max(-LIMIT, min(LIMIT, float(row["share_change_rate"]))) for row in measured],
            "cmin": -LIMIT,
            "cmax": LIMIT,
            "colorscale": DIVERGING,
            "opacity": 0.85,
            "line": {"color": "#5B6776", "width": 0.8},
        },
    )
    clickable_points(
        drawn,
        [row["customer_id"] for row in others],
        [hover(row, words) for row in others],
        x=[clipped(row["market_growth_rate"]) for row in others],
        y=[clipped(row["our_growth_rate"]) for row in others],
        marker={"size": 9, "symbol": "square-open", "color": "#5B6776", "line": {"width": 1.4}},
    )
    key = [
        ("wallet_and_growth.bubbles.gaining", GAIN, {"x": 0.01, "y": 0.91, "xanchor": "left", "yanchor": "top"}),
        ("wallet_and_growth.bubbles.losing", LOSS, {"x": 0.95, "y": 0.09, "xanchor": "right", "yanchor": "bottom"}),
    ]
    notes = [
        {
            "text": f"<b>{words.text(name)}</b>",
            "font": {"color": colour, "size": 13},
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "bgcolor": "rgba(255,255,255,.75)",
            **place,
        }
        for name, colour, place in key
    ]
    size_key = {
        "text": words.text("wallet_and_growth.bubbles.key", largest=amount(largest if measured else None)),
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "font": {"size": 12, "color": MUTED},
    }
    title = above(words.text("wallet_and_growth.bubbles.y"))
    drawn.update_layout(annotations=[*notes, title, size_key], margin={"t": 40}, hovermode="closest")
    drawn.update_xaxes(
        range=x_range,
        tickformat="+.0%",
        zeroline=True,
        zerolinecolor="#C9CED6",
        title=axis_title(words.text("wallet_and_growth.bubbles.x")),
    )
    drawn.update_yaxes(range=y_range, tickformat="+.0%", zeroline=True, zerolinecolor="#C9CED6")
    # A phone has no room for the size key beside the axis title.
    return Chart(drawn, narrow={"font": {"size": 11}, "annotations": [*notes, title]})
