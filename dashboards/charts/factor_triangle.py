"""Customers in the triangle of value, price and relationship, with the market's prior as a star."""

from __future__ import annotations

import pandas as pd

from dashboards.markup import label
from dashboards.numbers import rate
from dashboards.page import Chart
from dashboards.theme import INK, figure, tier_colour, tier_symbol
from dashboards.words import Words

FACTORS = ("value", "price", "relationship")


def factor_triangle(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: customer_id, customer_name, tier_code, <factor>_share and <factor>_prior."""
    drawn = figure(470)
    for code in dict.fromkeys(frame["tier_code"].dropna()):
        rows = frame[frame["tier_code"] == code].to_dict("records")
        lines = [
            f"<b>{label(row['customer_name'])}</b><br>"
            + "<br>".join(f"{words.label('factor', f)} {words.write(rate(row[f'{f}_share']))}" for f in FACTORS)
            for row in rows
        ]
        drawn.add_scatterternary(
            a=[row["value_share"] for row in rows],
            b=[row["price_share"] for row in rows],
            c=[row["relationship_share"] for row in rows],
            mode="markers",
            name=words.label("tier", code),
            marker={"color": tier_colour(code), "symbol": tier_symbol(code), "size": 8, "opacity": 0.6},
            customdata=[[row["customer_id"], line] for row, line in zip(rows, lines, strict=True)],
            hovertemplate="%{customdata[1]}<extra></extra>",
            meta="customer",
        )
    first = frame.iloc[0]
    prior = [float(first[f"{factor}_prior"]) for factor in FACTORS]
    shown = " / ".join(f"{share:.0%}" for share in prior)
    drawn.add_scatterternary(
        a=[prior[0]],
        b=[prior[1]],
        c=[prior[2]],
        mode="markers",
        name=f"{words.text('purchase_factors.triangle.prior')} {shown}",
        marker={"symbol": "star", "size": 17, "color": INK, "line": {"color": "#fff", "width": 1.5}},
        hoverinfo="skip",
    )

    def axis(factor: str) -> dict:
        return {
            "title": {"text": words.label("factor", factor), "font": {"size": 14}},
            "tickformat": ".0%",
            "tickvals": [0.25, 0.5, 0.75],
            "ticks": "",
            "gridcolor": "#E6E9EE",
            "linecolor": "#8B96A3",
            "tickfont": {"size": 11, "color": "#5B6776"},
        }

    drawn.update_layout(
        showlegend=True,
        margin={"t": 84, "l": 60, "r": 60, "b": 40},
        legend={"y": 1.14},
        ternary={
            "sum": 1,
            "bgcolor": "rgba(0,0,0,0)",
            "aaxis": axis("value"),
            "baxis": axis("price"),
            "caxis": axis("relationship"),
        },
    )
    return Chart(
        drawn,
        narrow={"height": 430, "margin": {"l": 36, "r": 36, "t": 120}, "legend": {"y": 1.36, "font": {"size": 11}}},
    )
