"""Views about people: who gains and who loses, and whom starts of work go to."""

from analysis.findings.answer import Answer
from analysis.findings.creaming import creaming_shares
from analysis.findings.groups import GroupFinding, group_findings
from analysis.findings.measured import finding
from analysis.findings.rules import MARKS
from analysis.measures.headlines import HEADLINES_OF, WORK
from analysis.measures.persons import DIMENSIONS, NOTICEABLE, SMALLEST_GROUP
from analysis.wording import dimension_in, group_in
from model.words import number_in, signed_in
from sozialraum.page import charts, plots
from sozialraum.page.material import Material, part_of
from sozialraum.page.saying import signs
from sozialraum.page.showing import spoken_range, written_ticks
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.words import PAGE, UNITS


def gains(material: Material) -> View:
    """Groups of people: starts of work with the range, and participation of how many moves."""
    language, say = material.language, PAGE.spoken(material.language)
    arm, one = material.roles[material.own], HEADLINES_OF[WORK]
    found = [row for row in group_findings(material.now, arm) if row.dimension in DIMENSIONS]
    scale = charts.scale_for([x for g in found for x in (g.work, g.low, g.high)], one.matters)
    pictures, before = [], ""
    for row in found:
        heading = "" if row.dimension == before else dimension_in(language, row.dimension)
        before = row.dimension
        pictures.append(_starts(material, row, scale, heading))
    if found:
        zone = say("practically", matters=number_in(language, one.matters, 1))
        axis = charts.axis(
            scale, one.matters, written_ticks(language, scale), say("fewer"), say("more")
        )
        pictures.append(Picture(axis, zone, say("zero_is", base=_base(material))))
        pictures += _noticed(material, found)
    heads = ("group", "people", "starts_difference", "range", "noticeably_more", "noticeably_less")
    limit = number_in(language, NOTICEABLE, 1)
    fewest = max(SMALLEST_GROUP, material.now.fewest_people)
    note = say("gains_note", limit=limit, fewest=fewest)
    answer = Answer(part_of(material.now, [arm]), language)
    cells = [_cells(material, row) for row in found]
    return View(
        "gains", note, pictures, tuple(say(h) for h in heads),
        cells, caption=say("gains_caption"),
        extra=(answer.people(), signs(language, (row[2] for row in cells))),
        outcomes=(one.name, "participation"), about=(say("gains_about"),),
    )  # fmt: skip


def _starts(material: Material, row: GroupFinding, scale: charts.Scale, heading: str) -> Picture:
    language, matters = material.language, HEADLINES_OF[WORK].matters
    label = _label(material, row)
    value = f"{signed_in(language, row.work, 1)} {MARKS[row.judgement]}"
    said = f"{label}: {value} ({spoken_range(language, row.low, row.high)})"
    picture = charts.interval(scale, matters, row.work, row.low, row.high, "mine", said)
    return Picture(picture, label, value, heading)


def _noticed(material: Material, found: list[GroupFinding]) -> list[Picture]:
    """A bar a group: of 1,000 people how many have noticeably more and less participation."""
    language, say = material.language, PAGE.spoken(material.language)
    widest = 1.05 * max([1.0, *(max(row.more, row.less) for row in found)])
    pictures = []
    for at, row in enumerate(found):
        less, more = (number_in(language, x, 0) for x in (row.less, row.more))
        label = _label(material, row)
        said = f"{label}: {less} ◂ ▸ {more}"
        bar = charts.shares(row.more, row.less, widest, said)
        heading = "" if at else say("noticed_heading")
        pictures.append(Picture(bar, label, f"{less} ◂ ▸ {more}", heading))
    return pictures


def _label(material: Material, row: GroupFinding) -> str:
    name = group_in(material.language, row.group)
    return f"{name} (n = {number_in(material.language, row.persons, 0)})"


def _cells(material: Material, row: GroupFinding) -> tuple[str, ...]:
    language = material.language
    return (
        group_in(language, row.group),
        number_in(language, row.persons, 0),
        f"{signed_in(language, row.work, 1)} {MARKS[row.judgement]}",
        spoken_range(language, row.low, row.high),
        number_in(language, row.more, 0),
        number_in(language, row.less, 0),
    )


def creaming(material: Material) -> View:
    """Of people near the labour market: their share of the recipients, and of the starts."""
    language, say = material.language, PAGE.spoken(material.language)
    rows = [one for one in creaming_shares(material.now) if one.people == one.people]
    scale = plots.plain_scale([x for one in rows for x in (one.people, one.starts)], 10.0)
    pictures, cells = [], []
    for one in rows:
        title = material.now.title_of(one.arm, language)
        people, starts = (number_in(language, x, 1) for x in (one.people, one.starts))
        count = number_in(language, one.made, 0)
        value = f"{people} → {UNITS.say(language, 'percent', value=starts)}"
        picture = plots.change(scale, one.people, one.starts, f"{title}: {value}")
        pictures.append(Picture(picture, f"{title} (n = {count})", value))
        times = "–"
        if one.arm != material.now.plan.base.name:
            found = finding(material.now, "concentration", one.arm)
            spread = spoken_range(language, found.low, found.high, 2)
            times = f"{signed_in(language, found.difference, 2)} ({spread}) {found.mark}"
        cells.append((title, people, starts, times, count))
    ticks = [number_in(language, tick, 0) for tick in scale.ticks()]
    if pictures:
        pictures.append(Picture(plots.numbers_axis(scale, ticks, ""), "%"))
    heads = ("option", "near_people", "near_starts", "near_times", "starts_count")
    legend = (f"○ {say('near_people')}", f"● {say('near_starts')}")
    return View(
        "creaming", say("creaming_note"), pictures, tuple(say(h) for h in heads), cells,
        caption=say("creaming_caption"), extra=(signs(language, (row[3] for row in cells)),),
        legend=legend, outcomes=("concentration",),
    )  # fmt: skip


def _base(material: Material) -> str:
    return material.now.title_of(material.now.plan.base.name, material.language)
