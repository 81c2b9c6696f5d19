"""A change taken apart: one column a cause, from the total before to the total after."""

from __future__ import annotations

import textwrap

from dashboards.markup import label
from dashboards.numbers import amount, known
from dashboards.page import Chart
from dashboards.theme import ACCENT, GAIN, LOSS, figure
from dashboards.words import Words

LINE_LENGTH = 12  # longer names break into lines: slanted ones are hard to read


def broken(name: str) -> str:
    return "<br>".join(textwrap.wrap(label(name), LINE_LENGTH, break_long_words=False)) or label(name)


def bridge(names: list[str], values: list[float], total_name: str, total: float | None, words: Words) -> Chart:
    """`values`: signed changes in order; `total`: the published sum, drawn as the last column."""
    steps = [float(known(value) or 0) for value in values]
    total = float(known(total) or 0)
    starts, level = [], 0.0
    for step in steps:
        starts.append(min(level, level + step))
        level += step
    shown = [*steps, total]
    drawn = figure(340)
    drawn.add_bar(
        x=[broken(name) for name in [*names, total_name]],
        y=[abs(step) for step in shown],
        base=[*starts, min(0.0, total)],
        marker={"color": [*(GAIN if step >= 0 else LOSS for step in steps), ACCENT]},
        text=[("+" if step > 0 else "") + words.write(amount(step)) for step in shown],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    ends = [0.0, *starts, *(start + abs(step) for start, step in zip(starts, steps, strict=True)), total]
    span = (max(ends) - min(ends)) or 1
    drawn.update_layout(margin={"t": 16}, uniformtext={"minsize": 8, "mode": False})
    drawn.update_xaxes(type="category", showgrid=False, tickangle=0)
    drawn.update_yaxes(
        range=[min(ends) - 0.12 * span, max(ends) + 0.16 * span],
        showticklabels=False,
        showgrid=False,
        zeroline=True,
        zerolinecolor="#8B96A3",
    )
    return Chart(drawn, narrow={"font": {"size": 10}})
