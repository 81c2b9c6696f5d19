"""Results as a Markdown table and a log-log plot."""

import math
import os
import platform
from importlib.metadata import version
from pathlib import Path

from .measure import Measurement

PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "polars", "pandas", "numpy")
COLOURS = ("#1b6ca8", "#d1495b", "#2e8b57", "#8d6a9f", "#b8860b", "#444444", "#20a4a4", "#a0522d")
WIDTH, HEIGHT, MARGIN = 760, 460, 60


def best(results: list[Measurement]) -> dict[tuple[str, int], Measurement]:
    """The quickest of the rounds of each command and size: what the machine does when nobody disturbs it."""
    chosen: dict[tuple[str, int], Measurement] = {}
    for result in results:
        key = result.name, result.lines
        if key not in chosen or result.seconds < chosen[key].seconds:
            chosen[key] = result
    return chosen


def table(results: list[Measurement]) -> str:
    """Seconds, processor seconds and their ratios to the floor of the same size."""
    chosen = best(results)
    rows = [
        "| what | lines | seconds | × floor | cpu seconds | × floor | peak MB | written MB | stages |",
        "|---|" + "--:|" * 7 + "---|",
    ]
    for (name, lines), result in sorted(chosen.items(), key=lambda item: item[0][1]):
        floor = chosen.get(("floor", lines))
        by_clock = f"{result.seconds / floor.seconds:.1f}" if floor else ""
        by_work = f"{result.processor_seconds / floor.processor_seconds:.1f}" if floor else ""
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in result.stages.items())
        rows.append(
            f"| {name} | {lines:,} | {result.seconds:.1f} | {by_clock} | {result.processor_seconds:.1f} | {by_work} "
            f"| {result.peak_megabytes:.0f} | {result.written_megabytes:.0f} | {stages} |"
        )
    return "\n".join(rows)


def machine() -> str:
    """Where and with what it was measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}. "
        f"Load average at the end {load:.1f}: above the number of cores the clock says little, compare cpu seconds."
    )


def plot(results: list[Measurement], path: Path) -> None:
    """Seconds against lines, both axes logarithmic, one line a command."""
    chosen = best(results)
    lines = sorted({lines for _, lines in chosen})
    seconds = [result.seconds for result in chosen.values()]
    low_x, high_x = math.log10(lines[0]) - 0.1, math.log10(lines[-1]) + 0.1
    low_y, high_y = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def at(count: int, value: float) -> tuple[float, float]:
        x = MARGIN + (math.log10(count) - low_x) / (high_x - low_x) * (WIDTH - 3.6 * MARGIN)
        return x, HEIGHT - MARGIN - (math.log10(value) - low_y) / (high_y - low_y) * (HEIGHT - 2 * MARGIN)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    ]
    parts.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>')
    for power in range(low_y, high_y + 1):
        y = at(lines[0], 10.0**power)[1]
        parts.append(f'<line x1="{MARGIN}" x2="{WIDTH - 2.6 * MARGIN}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{MARGIN - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for count in lines:
        x = at(count, 10.0**low_y)[0]
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{count:,} lines</text>')
    for order, name in enumerate(dict.fromkeys(name for name, _ in chosen)):
        colour = COLOURS[order % len(COLOURS)]
        points = [at(count, chosen[name, count].seconds) for count in lines if (name, count) in chosen]
        path_text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path_text}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="{WIDTH - 2.5 * MARGIN}" y="{MARGIN + 16 * order}" fill="{colour}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def write_report(results: list[Measurement], document: Path, notes: list[str]) -> None:
    """Replaces the measured section of the performance document; what people wrote around it stays."""
    begin, end = "<!-- measured: begin -->", "<!-- measured: end -->"
    picture = document.with_name("performance.svg")
    plot(results, picture)
    measured = "\n\n".join([begin, machine(), table(results), *notes, f"![seconds by size]({picture.name})", end])
    text = document.read_text(encoding="utf-8") if document.exists() else f"# Performance\n\n{begin}\n{end}\n"
    before, _, rest = text.partition(begin)
    document.write_text(before + measured + rest.partition(end)[2], encoding="utf-8")
