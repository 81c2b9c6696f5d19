"""From which tier customers came to which: up in blue, down in brown, the diagonal left white."""

from __future__ import annotations

import pandas as pd

from dashboards.page import Chart
from dashboards.theme import DIVERGING, INK, MUTED, axis_title, figure
from dashboards.words import Words


def shade(cell: dict | None, total: int) -> float | None:
    """Depth of a cell: its part of the row, up positive, down negative; None where nobody moved."""
    sign = {"up": 1, "down": -1}.get(cell["direction"]) if cell else None
    return sign * (cell["customer_count"] / total) ** 0.5 if cell and sign else None


def migration_matrix(frame: pd.DataFrame, words: Words) -> Chart:
    """`frame`: from_tier_code, to_tier_code, their ranks (1 = top, 0 = new), customer_count, direction."""
    befores = list(dict.fromkeys(frame.sort_values("from_tier_rank")["from_tier_code"]))
    afters = list(dict.fromkeys(frame.sort_values("to_tier_rank")["to_tier_code"]))
    cells = {(row["from_tier_code"], row["to_tier_code"]): row for row in frame.to_dict("records")}
    z, counts = [], []
    for before in befores:
        moves = [cells.get((before, after)) for after in afters]
        total = sum(cell["customer_count"] for cell in moves if cell) or 1
        z.append([shade(cell, total) for cell in moves])
        counts.append([cell["customer_count"] if cell else 0 for cell in moves])
    limit = max((abs(value) for row in z for value in row if value is not None), default=1)
    rows, columns = [[words.label("tier", code) for code in codes] for codes in (befores, afters)]
    drawn = figure(70 + 42 * len(befores))
    drawn.add_heatmap(
        z=z,
        x=columns,
        y=rows,
        zmin=-limit,
        zmax=limit,
        colorscale=DIVERGING,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        hoverongaps=False,
    )
    notes = []
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            strength = abs(z[i][j] or 0) / limit
            count = f"{counts[i][j]:,}" if counts[i][j] else "·"
            stays = befores[i] == afters[j]
            notes.append(
                {
                    "x": column,
                    "y": row,
                    "text": f"<b>{count}</b>" if stays else count,
                    "showarrow": False,
                    "font": {"size": 13, "color": "#FFFFFF" if strength > 0.66 else MUTED if stays else INK},
                }
            )
    drawn.update_layout(annotations=notes, margin={"t": 8, "l": 8})
    drawn.update_xaxes(side="top", showgrid=False, title=axis_title(words.text("overview.tier_moves.x")))
    drawn.update_yaxes(autorange="reversed", showgrid=False)
    return Chart(drawn, narrow={"font": {"size": 11}, "xaxis": {"tickangle": -40, "tickfont": {"size": 11}}})
