"""A report as one HTML file: opens from a stick without a network, prints to A4, has no script."""

from collections.abc import Iterator
from html import escape

from analysis.report.document import Document, Section, Table
from analysis.report.svg import svg

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1.25rem 4rem; color: #1A1F24;
  background: #FFFFFF; font: 1.0625rem/1.5 "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0.25rem 0 0.5rem; }
.topic { color: #3F4A54; margin: 2.25rem 0 0; font-size: 1rem; }
.lead { font-size: 1.125rem; }
svg { display: block; width: 100%; height: auto; margin: 0.75rem 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { position: absolute; left: -999rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.5rem 0.35rem 0;
  border-bottom: 1px solid #C6CDD2; font-weight: normal; }
thead th, tr.part th { font-weight: bold; }
td.number, th.number { text-align: right; white-space: nowrap; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; color: #0B5C63; text-decoration: underline; min-height: 24px; }
a { color: #0B5C63; }
:focus-visible { outline: 3px solid #1A1F24; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: #FFFFFF; padding: 0.5rem; }
code { font-size: 0.95rem; overflow-wrap: anywhere; }
footer { margin-top: 3rem; border-top: 1px solid #C6CDD2; padding-top: 0.75rem; color: #3F4A54; }
@page { size: A4; margin: 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  section, svg, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
  summary, .skip { display: none; }
}
"""


def page(document: Document) -> str:
    """The whole page."""
    body = "".join(_section(document, one) for one in document.sections[1:])
    backup = "".join(_section(document, one) for one in document.backup)
    first = document.sections[0]
    words = document.words
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#answer">{escape(words["brief"])}</a>\n'
        f'<header><p class="topic">{escape(document.place)}</p>\n'
        f"<p>{escape(document.subtitle)}</p></header>\n"
        f"<main>\n<h1>{escape(document.title)}</h1>\n{body}"
        f'<p class="topic" id="backup">{escape(words["backup"])}</p>\n{backup}'
        f"{_section(document, first)}</main>\n"
        f"<footer><p>{escape(document.source)}</p></footer>\n</body>\n</html>\n"
    )


def _section(document: Document, section: Section) -> str:
    return "".join(_parts(document, section))


def _parts(document: Document, section: Section) -> Iterator[str]:
    yield f'<section id="{section.name}" aria-labelledby="{section.name}-h">'
    yield f'<p class="topic">{escape(section.topic)}</p>'
    yield f'<h2 id="{section.name}-h">{escape(section.title)}</h2>\n'
    if section.lead:
        yield f'<p class="lead">{escape(section.lead)}</p>\n'
    if section.figure is not None:
        yield svg(section.figure, document.language, section.name)
    if section.sentences and (section.listed or len(section.sentences) > 1):
        items = "".join(f"<li>{escape(text)}</li>" for text in section.sentences)
        yield f"<ul>{items}</ul>\n"
    else:
        yield from (f"<p>{escape(text)}</p>\n" for text in section.sentences)
    if section.table is not None:
        made = table(section.table, section.topic)
        if section.figure is None:
            yield made
        else:
            yield f"<details><summary>{escape(document.words['numbers'])}</summary>{made}</details>"
    yield from (f"<p><code>{escape(text)}</code></p>" for text in section.code)
    yield "</section>\n"


def table(one: Table, name: str) -> str:
    """A table with its heads marked as such; rows that stand out head those below them."""
    heads = "".join(
        f'<th scope="col"{_number(one, at)}>{escape(text)}</th>'
        for at, text in enumerate(one.heads)
    )
    rows = []
    for at, cells in enumerate(one.rows):
        if at in one.bold and not any(cells[1:]):
            first = f'<th scope="rowgroup" colspan="{len(cells)}">{escape(cells[0])}</th>'
            rows.append(f'<tr class="part">{first}</tr>')
            continue
        others = "".join(
            f"<td{_number(one, column)}>{escape(text)}</td>"
            for column, text in enumerate(cells[1:], 1)
        )
        rows.append(f'<tr><th scope="row">{escape(cells[0])}</th>{others}</tr>')
    caption = escape(one.caption or name)
    return (
        f'<div class="table" role="region" aria-label="{caption}" tabindex="0"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _number(one: Table, column: int) -> str:
    return ' class="number"' if column in one.numeric else ""
