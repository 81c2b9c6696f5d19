"""A Plotly figure as plain data: traces and a layout, merged the way plotly.py merges them.

plotly.py checks each property as it is set, which took half of the time that the pages take. The figures are the same
for every company but for their numbers, so the tests give each of them to plotly.py's checks, and a build does not.
"""

from __future__ import annotations

from typing import Any


def merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`base` with `changes` laid over it, dictionaries within dictionaries; neither is altered."""
    made = dict(base)
    for key, value in changes.items():
        below = made.get(key)
        made[key] = merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return made


class Figure:
    """Traces in the order of drawing, and the layout under them."""

    def __init__(self, layout: dict[str, Any]) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout = layout

    def add_trace(self, kind: str, **properties: Any) -> None:
        self.data.append({"type": kind, **properties})

    def add_bar(self, **properties: Any) -> None:
        self.add_trace("bar", **properties)

    def add_scatter(self, **properties: Any) -> None:
        self.add_trace("scatter", **properties)

    def add_heatmap(self, **properties: Any) -> None:
        self.add_trace("heatmap", **properties)

    def add_scatterternary(self, **properties: Any) -> None:
        self.add_trace("scatterternary", **properties)

    def add_shape(self, **properties: Any) -> None:
        self.layout = {**self.layout, "shapes": [*self.layout.get("shapes", ()), properties]}

    def update_layout(self, **changes: Any) -> None:
        self.layout = merged(self.layout, changes)

    def update_xaxes(self, **changes: Any) -> None:
        self.update_layout(xaxis=changes)

    def update_yaxes(self, **changes: Any) -> None:
        self.update_layout(yaxis=changes)
