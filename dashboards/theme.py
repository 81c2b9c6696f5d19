"""Colours, marker shapes and the base layout of every figure."""

from __future__ import annotations

from typing import Any

from dashboards.figure import Figure

FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",sans-serif'
INK = "#1C2733"
MUTED = "#55606E"
LINE = "#DDE2E8"
ACCENT = "#12254D"
WARNING = "#B35806"
GAIN = "#2166AC"
LOSS = "#B35806"
UNKNOWN = "#C9CED6"
PALE = "#F7F7F7"

# Smallest CIELAB distance of any pair: 38 in normal sight, 25 in simulated protan, deutan and tritan sight.
TIER_COLOURS = {
    "diamond": "#12254D",
    "gold": "#B6822A",
    "strategic": "#8B45A9",
    "potential": "#15614A",
    "general": "#8D9499",
    "problem": "#941D08",
    "key_opportunity": "#C2570C",
    "general_opportunity": "#7B8794",
}
TIERS = ("diamond", "gold", "strategic", "potential", "general", "problem")
# Colour is never alone: each tier has a shape and a letter too.
TIER_SYMBOLS = {
    "diamond": "diamond",
    "gold": "circle",
    "strategic": "square",
    "potential": "triangle-up",
    "general": "circle-open",
    "problem": "x",
    "key_opportunity": "star",
    "general_opportunity": "square-open",
}
FACTOR_COLOURS = {"value": "#12254D", "price": "#B6822A", "relationship": "#15614A"}
# Not due, 1–30, 31–60, 61–90, over 90 days: light to dark, the only meaning of depth on the page.
AGE_COLOURS = ("#D5DEE8", "#FBD9A5", "#F3A85B", "#D96B2B", "#8C2D04")
DIVERGING = [[0, LOSS], [0.5, PALE], [1, GAIN]]

AXIS: dict[str, Any] = {
    "automargin": True,
    "zeroline": False,
    "ticks": "",
    "linewidth": 0,
    "gridcolor": "#E6E9EE",
    "tickfont": {"size": 13},
}


def tier_colour(code: Any) -> str:
    return TIER_COLOURS.get(str(code), UNKNOWN)


def tier_symbol(code: Any) -> str:
    return TIER_SYMBOLS.get(str(code), "square-open")


def axis_title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 13, "color": MUTED}, "standoff": 10}


def above(text: str) -> dict[str, Any]:
    """A y-axis title that lies above the axis: upright letters would put Chinese characters on their side."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "font": {"size": 13, "color": MUTED},
    }


def readable_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (#RRGGBB), by WCAG luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if luminance < 0.22 else INK


def blend(colour: str, strength: float) -> str:
    """A colour mixed with white; strength 0 is white, 1 the colour itself."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - c) * strength):02X}" for c in channels)


def figure(height: int = 330) -> Figure:
    """An empty figure in the house look."""
    return Figure(
        layout={
            "template": None,
            "height": height,
            "margin": {"l": 8, "r": 24, "t": 34, "b": 8},
            "font": {"family": FONT, "size": 13, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hoverlabel": {
                "font": {"family": FONT, "size": 13},
                "align": "left",
                "bgcolor": "#fff",
                "bordercolor": UNKNOWN,
            },
            "uniformtext": {"minsize": 11, "mode": "hide"},
            "bargap": 0.3,
            "showlegend": False,
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "dragmode": False,
            "xaxis": AXIS,
            "yaxis": AXIS,
        }
    )
