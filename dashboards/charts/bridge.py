"""A change taken apart: one column a cause, from the total before to the total after."""

from __future__ import annotations

from dashboards.charts.labels import broken
from dashboards.numbers import amount, known
from dashboards.page import Chart
from dashboards.theme import ACCENT, GAIN, LOSS, figure
from dashboards.words import Words

# Letters of a line: slanted names are hard to read, so longer ones are broken.
LINE_LENGTH, PHONE_LINE_LENGTH = 12, 8


def bridge(names: list[str], values: list[float], total_name: str, total: float | None, words: Words) -> Chart:
    """`values`: signed changes in order; `total`: the published sum, drawn as the last column."""
    steps = [float(known(value) or 0) for value in values]
    total = float(known(total) or 0)
    starts, level = [], 0.0
    for step in steps:
        starts.append(min(level, level + step))
        level += step
    shown = [*steps, total]
    columns = [*names, total_name]
    places = [broken(name, LINE_LENGTH, 3) for name in columns]
    drawn = figure(340)
    drawn.add_bar(
        x=places,
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
    short = {"tickvals": places, "ticktext": [broken(name, PHONE_LINE_LENGTH, 3) for name in columns]}
    return Chart(drawn, narrow={"font": {"size": 10}, "xaxis": {**short, "tickfont": {"size": 9}}})
