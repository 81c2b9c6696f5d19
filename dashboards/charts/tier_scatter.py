"""Customers as points, one shape and colour a tier; a point opens its customer."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboards.charts.bars import clickable_points
from dashboards.markup import label
from dashboards.numbers import amount, known
from dashboards.page import Chart
from dashboards.theme import above, axis_title, figure, tier_colour, tier_symbol
from dashboards.words import Words


def money_ticks(values: list[float], words: Words, is_log: bool) -> tuple[list[float], list[str]]:
    """Ticks written in the language's own units."""
    known_values = [value for value in values if value > 0]
    if not known_values:
        return [], []
    if is_log:
        low, high = min(known_values), max(known_values)
        parts = (1, 2, 5) if high / low < 1000 else (1,)
        steps = [part * 10.0**power for power in range(-2, 13) for part in parts]
        steps = [step for step in steps if low * 0.9 <= step <= high * 1.1]
    else:
        steps = [max(known_values) * part / 4 for part in range(5)]
    return steps, [words.write(amount(step)) for step in steps]


def tier_scatter(
    frame: pd.DataFrame,
    words: Words,
    *,
    x: str,
    tier: str,
    titles: tuple[str, str],
    hover: Callable[[dict], str],
    y: str = "contribution_12m_amount",
    is_log: bool = True,
    is_money: bool = True,
    x_axis: dict | None = None,
) -> Chart:
    """`frame`: customer_id, customer_name, `tier`, `x` and `y` (money unless told otherwise).

    Points without x or y are left out.
    """
    drawn = figure(400)
    shown = frame[frame[x].notna() & frame[y].notna()]
    notes = [above(titles[1])]
    for code in dict.fromkeys(shown[tier]):
        rows = shown[shown[tier] == code].to_dict("records")
        clickable_points(
            drawn,
            [row["customer_id"] for row in rows],
            [f"<b>{label(row['customer_name'])}</b><br>{hover(row)}" for row in rows],
            x=[known(row[x]) for row in rows],
            y=[known(row[y]) for row in rows],
            name=words.label("tier", code),
            marker={
                "color": tier_colour(code),
                "symbol": tier_symbol(code),
                "size": 9,
                "opacity": 0.85,
                "line": {"color": "#fff" if code != "general" else tier_colour(code), "width": 1},
            },
        )
    ticks, texts = money_ticks([float(value) for value in shown[y]], words, is_log)
    drawn.update_layout(annotations=notes, showlegend=True, margin={"t": 64}, legend={"y": 1.1}, hovermode="closest")
    drawn.update_xaxes(title=axis_title(titles[0]), **(x_axis or {}))
    if is_money:
        drawn.update_yaxes(type="log" if is_log else "linear", tickvals=ticks, ticktext=texts)
    return Chart(drawn, narrow={"font": {"size": 11}, "margin": {"t": 96}, "legend": {"y": 1.14}})
