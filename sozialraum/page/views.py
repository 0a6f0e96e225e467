"""The views beside the answer: a heading, a note, a picture per row where there is one, a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.findings.answer import Answer
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.measures.persons import NOTICEABLE
from analysis.tables import views as tables
from analysis.tables.comparison import all_outcomes
from analysis.wording import dimension_in, group_in
from model.words import Language, from_file, number_in, signed_in
from sozialraum.page import charts
from sozialraum.page.showing import Material, part_of, role_name, spoken_range
from sozialraum.page.words import PAGE


@dataclass(frozen=True)
class Picture:
    """A picture with its title; label: words beside it."""

    svg: str
    label: str = ""
    value: str = ""
    heading: str = ""


@dataclass(frozen=True)
class View:
    """One view: pictures, and the same as a table. rows: the first cell is the head of its row."""

    name: str
    note: str = ""
    pictures: list[Picture] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    bold: tuple[int, ...] = ()
    caption: str = ""
    extra: tuple[str, ...] = ()


def views(material: Material) -> list[View]:
    """All views beside the answer, in the order of their tabs."""
    made: tuple[Callable[[Material], View], ...] = (
        _gains, _time, _waits, _hours, _ties, _all, _assumptions,
    )  # fmt: skip
    return [make(material) for make in made]


def _gains(material: Material) -> View:
    language, say = material.language, PAGE.spoken(material.language)
    rows = tables.group_rows(material.now, material.roles[material.own])
    widest = max([1.0, *(max(row.more, row.less) for row in rows)]) * 1.05
    pictures, cells, before = [], [], ""
    for row in rows:
        name, n = group_in(language, row.group), number_in(language, row.people, 0)
        more, less = (number_in(language, x, 1) for x in (row.more, row.less))
        said = f"{name}, n = {n}: {less} % ◂ ▸ {more} %"
        heading = "" if row.dimension == before else dimension_in(language, row.dimension)
        before = row.dimension
        picture = charts.shares(row.more, row.less, widest, said)
        pictures.append(Picture(picture, f"{name} (n = {n})", f"{less} ◂ ▸ {more}", heading))
        starts = signed_in(language, row.starts.mean, 1)
        spread = spoken_range(language, row.starts.low, row.starts.high)
        cells.append((name, n, more, less, starts, spread))
    heads = ("group", "people", "noticeably_more", "noticeably_less", "starts_difference", "range")
    limit = number_in(language, NOTICEABLE, 1)
    note = say("gains_note", limit=limit, fewest=tables.FEWEST_PEOPLE)
    answer = Answer(part_of(material.now, [material.roles[material.own]]), language)
    return View(
        "gains", note, pictures, tuple(say(h) for h in heads), cells,
        caption=say("tab_gains"), extra=(answer.people(),),
    )  # fmt: skip


def _time(material: Material) -> View:
    language, say = material.language, PAGE.spoken(material.language)
    found = tables.years_of(material.now, material.roles[material.own])
    base = material.now.title_of(material.now.plan.base.name, language)
    pictures = [
        Picture(
            charts.years(
                found[goal],
                HEADLINES_OF[goal].matters,
                lambda value: signed_in(language, value, 1),
                say(title),
            ),
            heading=say(title),
        )
        for goal, title in ((WORK, "time_work"), (PARTICIPATION, "time_low"))
        if found[goal]
    ]
    rows = [
        (
            number_in(language, year + 1, 0),
            signed_in(language, work.mean, 1),
            spoken_range(language, work.low, work.high),
            signed_in(language, people.mean, 1),
            spoken_range(language, people.low, people.high),
        )
        for year, (work, people) in enumerate(
            zip(*(found[g] for g in (WORK, PARTICIPATION)), strict=True)
        )
    ]
    heads = (say("year"), say("work"), say("range"), say("participation"), say("range"))
    return View("time", say("time_note", base=base), pictures, heads, rows, caption=say("tab_time"))


def _waits(material: Material) -> View:
    language, say = material.language, PAGE.spoken(material.language)
    needs: Any = material.now.plan.base.scenario.labels.get("needs", {})
    rows = []
    for row in tables.wait_rows(material.now):
        label = needs.get(row.need, {})
        name = from_file(
            language, de=label.get("german", row.need), en=label.get("service", row.need)
        )
        rows.append((str(name), *(number_in(language, months, 1) for months in row.months)))
    heads = (say("need"), *_titles(material))
    return View("waits", say("waits_note"), [], heads, rows, caption=say("waits_unit"))


def _hours(material: Material) -> View:
    table = all_outcomes(Answer(material.now, material.language))
    say = PAGE.spoken(material.language)
    rows, inside = [], False
    for number, row in enumerate(table.rows):
        if number in table.bold and not any(row[1:]):
            from analysis.tables.comparison import topic_in

            inside = row[0] == topic_in(material.language, "effort")
        elif inside:
            rows.append(tuple(cell.strip() for cell in row))
    heads = (say("outcome"), *table.heads[1:])
    return View("hours", say("hours_note"), [], heads, rows, caption=table.title)


def _ties(material: Material) -> View:
    language, say = material.language, PAGE.spoken(material.language)
    rows = [
        (space, *(number_in(language, share, 0) for share in shares))
        for space, shares in tables.ties_by_space(material.now, material.roles[material.own])
    ]
    heads = ("Sozialraum", *(say(f"stage_{at}") for at in range(len(charts.STAGES))))
    return View(
        "ties", say("ties_note"), [], heads, rows, caption=role_name(material, material.own)
    )


def _all(material: Material) -> View:
    table = all_outcomes(Answer(material.now, material.language))
    rows = [tuple(cell.strip() for cell in row) for row in table.rows]
    return View("all", "", [], table.heads, rows, table.bold, table.title)


def _assumptions(material: Material) -> View:
    language, say = material.language, PAGE.spoken(material.language)
    entries = material.now.assumed
    rows = [
        (
            from_file(language, de=entry.german or entry.meaning, en=entry.meaning),
            _number(language, entry.value),
            entry.unit,
            "–" if entry.low is None or entry.high is None
            else f"{_number(language, entry.low)} – {_number(language, entry.high)}",
            entry.grade or "–",
            entry.source or "–",
        )
        for entry in entries
    ]  # fmt: skip
    heads = tuple(say(key) for key in ("lever", "value", "unit", "range", "grade", "source"))
    note = say("assumptions_note", count=len(entries))
    command = material.now.assumptions_command
    return View(
        "assumptions", note, [], heads, rows, caption=say("tab_assumptions"), extra=(command,)
    )


def _titles(material: Material) -> tuple[str, ...]:
    return tuple(
        material.now.title_of(arm.name, material.language) for arm in material.now.plan.arms
    )


def _number(language: Language, value: float) -> str:
    from model.words import short_in

    return short_in(language, value, 4)
