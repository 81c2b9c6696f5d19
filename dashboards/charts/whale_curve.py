"""Cumulative contribution over customers, the most valuable first."""

from __future__ import annotations

import pandas as pd

from dashboards.numbers import amount, known, rate
from dashboards.page import Chart
from dashboards.theme import ACCENT, TIER_COLOURS, above, axis_title, figure
from dashboards.words import Words


def note(x: float, y: float, text: str, shift: tuple[int, int], anchor: str = "left") -> dict:
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": "#8B96A3",
        "ax": shift[0],
        "ay": shift[1],
        "xanchor": anchor,
        "align": "left",
        "font": {"size": 13},
    }


def whale_curve(curve: pd.DataFrame, summary: dict, words: Words) -> Chart:
    """`curve`: cumulative_customer_rate, cumulative_contribution_rate; `summary`: the row of best_fifth.sql."""
    x = [0.0, *curve["cumulative_customer_rate"]]
    y = [0.0, *curve["cumulative_contribution_rate"]]
    drawn = figure(350)
    drawn.add_scatter(x=[0, 1], y=[1, 1], mode="lines", line={"color": "#8B96A3", "width": 1, "dash": "dot"}, hoverinfo="skip")
    drawn.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": ACCENT, "width": 2.5},
        fill="tozeroy",
        fillcolor="rgba(18,37,77,.06)",
        hovertemplate="%{x:.1%} → <b>%{y:.1%}</b><extra></extra>",
    )
    fifth = (summary["best_fifth_customer_rate"], summary["best_fifth_contribution_rate"])
    peak = (summary["peak_customer_rate"], summary["peak_contribution_rate"])
    drawn.add_scatter(
        x=[fifth[0], peak[0]],
        y=[fifth[1], peak[1]],
        mode="markers",
        marker={"size": 10, "color": [ACCENT, TIER_COLOURS["problem"]], "line": {"color": "#fff", "width": 1.5}},
        hoverinfo="skip",
    )
    notes = [
        note(
            *fifth,
            words.text("customer_value.whale_curve.note_fifth", customers=rate(fifth[0]), contribution=rate(fifth[1])),
            (46, 44),
        )
    ]
    if summary["after_peak_count"]:
        lost = words.text("customer_value.whale_curve.note_peak", peak=rate(peak[1]), lost=amount(-summary["after_peak_amount"]))
        notes.append(note(*peak, lost, (-12, 60), "right"))
    top = max(value for value in y if known(value) is not None)
    drawn.update_layout(annotations=[*notes, above(words.text("customer_value.whale_curve.y"))], margin={"t": 40})
    drawn.update_xaxes(
        tickformat=".0%",
        range=[0, 1.01],
        tickvals=[0.2, 0.4, 0.6, 0.8, 1],
        showgrid=False,
        title=axis_title(words.text("customer_value.whale_curve.x")),
    )
    drawn.update_yaxes(tickformat=".0%", range=[min(0, min(y)), top * 1.12], dtick=0.5 if top < 3 else None)
    # On a phone the two notes would meet: the second one hangs lower.
    lower = [{**each, "ay": 44 + 96 * place} for place, each in enumerate(notes)]
    title = above(words.text("customer_value.whale_curve.y"))
    return Chart(drawn, narrow={"font": {"size": 12}, "annotations": [*lower, title]})
