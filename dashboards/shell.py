"""The HTML around the answers: head, navigation, header line, cards. No script stands inside a page."""

from __future__ import annotations

from dashboards.markup import escape
from dashboards.page import Answer, Page, Question, Tile
from dashboards.tables import table_html
from dashboards.words import LANGUAGES, Sentence, Words

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
    "img-src 'self' file: data: blob:; font-src 'self' file:; connect-src 'none'; base-uri 'none'; form-action 'none'"
)
FOLDERS = {"en": "", "zh": "zh-hant/"}


def page_path(name: str, language: str) -> str:
    return f"{FOLDERS[language]}{'index' if name == 'overview' else name}.html"


def tile_html(tile: Tile, words: Words) -> str:
    raw = "" if tile.value.raw is None else str(tile.value.raw)
    note = f"<span>{tile.note.html}</span>" if tile.note else ""
    return (
        f'<li class="tile"><span class="tile-name">{escape(words.text(f"overview.tiles.{tile.name}"))}</span>'
        f'<data class="tile-value" data-figure="{tile.name}" value="{escape(raw)}">'
        f"{escape(words.write(tile.value))}</data>{note}</li>"
    )


def question_html(page: Page, question: Question, answer: Answer | Sentence, words: Words, is_wide: bool) -> str:
    """A card: the question, its answer in words, the figure, and the table behind it."""
    asked = words.text(f"{page.name}.{question.name}.question")
    name = question.name
    classes = "card wide" if is_wide else "card"
    if isinstance(answer, Sentence):
        return (
            f'<section class="{classes} empty" id="{name}" aria-labelledby="{name}-question">'
            f'<h2 id="{name}-question">{escape(asked)}</h2><p class="answer">{answer.html}</p></section>'
        )
    parts = [f'<h2 id="{name}-question">{escape(asked)}</h2><p class="answer">{answer.sentence.html}</p>']
    if answer.chart is not None:
        spoken = escape(f"{asked} {answer.sentence.text}")
        height = int(answer.chart.figure.layout["height"])
        parts.append(f'<div class="plot" id="plot-{name}" role="img" aria-label="{spoken}" style="min-height:{height}px"></div>')
    if answer.table is not None:
        caption = words.text("shared.table_of", question=asked)
        download = escape(words.text("shared.download"))
        scroll = (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
            f"{table_html(answer.table, words, caption)}</div>"
            f'<button type="button" class="csv" data-file="{page.name}_{name}.csv" '
            f'aria-label="{download}: {escape(asked)}">{download}</button>'
        )
        if answer.table.is_open:
            parts.append(f'<div class="open-table">{scroll}</div>')
        else:
            parts.append(f"<details><summary>{escape(words.text('shared.table'))}</summary>{scroll}</details>")
    return f'<section class="{classes}" id="{name}" aria-labelledby="{name}-question">{"".join(parts)}</section>'


def navigation_html(current: Page, groups: dict[str, list[str]], words: Words) -> str:
    items = []
    for group, names in groups.items():
        links = "".join(
            f'<li><a href="{"index" if name == "overview" else name}.html"'
            f"{' aria-current=page' if name == current.name else ''}>{escape(words.text(f'{name}.title'))}</a></li>"
            for name in names
        )
        items.append(f'<p class="group">{escape(words.text(f"shared.groups.{group}"))}</p><ul>{links}</ul>')
    return f'<nav aria-label="{escape(words.text("shared.navigation"))}">{"".join(items)}</nav>'


def page_html(page: Page, body: str, header: Sentence, groups: dict[str, list[str]], words: Words) -> str:
    """A whole page in one language."""
    up = "../" if FOLDERS[words.language] else ""
    other = "zh" if words.language == "en" else "en"
    other_path = up + page_path(page.name, other)
    code, other_name = LANGUAGES[other], escape(words.text("shared.other_language"))
    title = words.text(f"{page.name}.title")
    brand = words.text("shared.brand")
    scripts = ["assets/format.js", "assets/app.js", f"data/words.{words.language}.js"]
    scripts += [f"data/pages/{page.name}.{words.language}.js", "assets/plotly-cartesian.min.js"]
    if page.script:
        scripts += ["assets/sheet_data.js", "data/customers/meta.js", "data/customers/index.js"]
        scripts += ["assets/sheet.js", f"assets/{page.script}"]
    tags = "".join(f'<script defer src="{up}{path}"></script>' for path in [*scripts, "assets/start.js"])
    return f"""<!DOCTYPE html>
<html lang="{LANGUAGES[words.language]}" data-language="{words.language}" data-other="{other_path}" data-up="{up}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)} · {escape(brand)}</title>
<script src="{up}assets/language.js"></script>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}assets/app.css">
{tags}
</head>
<body data-page="{page.name}">
<a class="skip" href="#main">{escape(words.text("shared.skip"))}</a>
<header>
<p class="brand">{escape(brand)}</p>
<p class="about">{header.html}</p>
<a class="language" href="{other_path}" lang="{code}" hreflang="{code}" data-choose="{other}">{other_name}</a>
</header>
{navigation_html(page, groups, words)}
<main id="main" tabindex="-1">
<h1>{escape(title)}</h1>
<p class="lead">{escape(words.text(f"{page.name}.lead"))}</p>
{body}
</main>
</body>
</html>
"""
