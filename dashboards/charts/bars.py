"""Horizontal bars with the written figure at the end, and heat maps with written cells."""

from __future__ import annotations

from typing import Any

from dashboards.charts.labels import broken, pixels
from dashboards.figure import Figure
from dashboards.markup import label
from dashboards.numbers import known
from dashboards.page import Chart
from dashboards.theme import ACCENT, INK, axis_title, blend, figure, readable_on

# Pixels within a card of half the page, and on a phone.
DESK_WIDTH, PHONE_WIDTH = 510, 310
PHONE_LABEL = 24  # letters
MOST_ROOM = 0.44


def with_room(low: float, high: float, room: float) -> list[float]:
    """The range of an axis whose bars leave `room`, a part of the plot, to the texts at their ends."""
    room = min(room, MOST_ROOM)
    span = ((high - low) or 1) / (1 - room * (2 if low < 0 else 1))
    return [low - (span * room if low < 0 else 0), high + span * room]


def bars(names: list[str], values: list[Any], shown: list[str], colours: list[str] | str = ACCENT) -> Chart:
    """One bar a row, in the given order; an unknown value has no bar and says so in its text."""
    sizes = [known(value) for value in values]
    drawn = figure(36 + 34 * max(len(names), 2))
    drawn.add_bar(
        x=[size or 0 for size in sizes],
        y=[label(name) for name in names],
        orientation="h",
        marker={"color": colours},
        text=shown,
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    high, low = max([*(s for s in sizes if s is not None), 0]), min([*(s for s in sizes if s is not None), 0])
    label_room, text_room = (max(map(pixels, texts), default=0.0) for texts in (names, shown))
    wide = with_room(low, high, text_room / max(DESK_WIDTH - label_room, 160))
    narrow = with_room(low, high, text_room * 0.9 / max(PHONE_WIDTH - min(label_room, 7 * PHONE_LABEL), 110))
    drawn.update_layout(margin={"t": 8}, uniformtext={"minsize": 8, "mode": False})
    drawn.update_xaxes(range=wide, showticklabels=False, showgrid=False, zeroline=low < 0, zerolinecolor="#8B96A3")
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    short = {
        "tickvals": [label(name) for name in names],
        "ticktext": [broken(name, PHONE_LABEL) for name in names],
        "tickfont": {"size": 11},
    }
    return Chart(drawn, narrow={"font": {"size": 11}, "xaxis": {"range": narrow}, "yaxis": short})


def stacked_bars(names: list[str], parts: list[tuple[str, list[Any], str]]) -> Chart:
    """Bars made of parts (name, values, colour), counts written where they fit."""
    drawn = figure(70 + 30 * max(len(names), 3))
    for part, values, colour in parts:
        sizes = [known(value) or 0 for value in values]
        drawn.add_bar(
            x=sizes,
            y=[label(name) for name in names],
            orientation="h",
            name=part,
            marker={"color": colour, "line": {"color": "#fff", "width": 1}},
            text=[f"{size:,.0f}" if size else "" for size in sizes],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": readable_on(colour)},
            hovertemplate=f"%{{y}}<br>{part}: <b>%{{x:,}}</b><extra></extra>",
        )
    drawn.update_layout(barmode="stack", showlegend=True, margin={"t": 44})
    drawn.update_xaxes(showticklabels=False, showgrid=False)
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    return Chart(drawn, narrow={"font": {"size": 11}, "margin": {"t": 80}, "height": 110 + 30 * max(len(names), 3)})


def heat(
    rows: list[str],
    columns: list[str],
    shares: list[list[float | None]],
    shown: list[list[str]],
    x_title: str = "",
    colour: str = ACCENT,
) -> Chart:
    """Cells shaded by shares (0–1, None = unknown, left grey) with the written figure inside."""
    drawn = figure(96 + 38 * len(rows))
    drawn.add_heatmap(
        z=[[share if share is not None else -0.02 for share in row] for row in shares],
        x=columns,
        y=rows,
        zmin=-0.02,
        zmax=1,
        colorscale=[[0, "#ECEFF2"], [0.01, "#ECEFF2"], [0.011, "#FFFFFF"], [1, colour]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    notes = [
        {
            "x": columns[j],
            "y": rows[i],
            "text": shown[i][j],
            "showarrow": False,
            "font": {"size": 12, "color": readable_on(blend(colour, shares[i][j] or 0)) if shares[i][j] else INK},
        }
        for i in range(len(rows))
        for j in range(len(columns))
    ]
    drawn.update_layout(annotations=notes, margin={"t": 8})
    drawn.update_xaxes(side="top", showgrid=False, title=axis_title(x_title), type="category")
    drawn.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return Chart(drawn, narrow={"font": {"size": 11}, "xaxis": {"tickangle": -60, "tickfont": {"size": 10}}})


def clickable_points(drawn: Figure, ids: list[str], lines: list[str], **trace: Any) -> None:
    """Points that open their customer; `lines` is the safe hover text of each."""
    drawn.add_scatter(
        mode="markers",
        customdata=[[customer, line] for customer, line in zip(ids, lines, strict=True)],
        hovertemplate="%{customdata[1]}<extra></extra>",
        meta="customer",
        **trace,
    )
