"""Views over time and by place: both goals year by year, and the Sozialräume one by one."""

from analysis.findings.spaces import space_findings
from analysis.measures.formulas import FORMS_STAGE
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.tables import views as tables
from model.words import number_in, signed_in
from sozialraum.page import charts, plots
from sozialraum.page.material import Material
from sozialraum.page.saying import percent, signs
from sozialraum.page.showing import spoken_range, written_ticks
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.words import PAGE


def time(material: Material) -> View:
    """The difference of both goals from the base, year by year."""
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
    followed = float(material.now.monthly["cohort"].mean())
    return View(
        "time", say("time_note", base=base, count=number_in(language, followed, 0)), pictures,
        heads, rows, caption=say("time_caption"),
        outcomes=tuple(one.name for one in HEADLINES_OF.values()),
    )  # fmt: skip


def spaces(material: Material) -> View:
    """Starts of work and ties in each Sozialraum."""
    language, say = material.language, PAGE.spoken(material.language)
    matters = HEADLINES_OF[WORK].matters
    mine = [r for r in space_findings(material.now) if r.arm == material.roles[material.own]]
    found = [row.work for row in mine]
    scale = charts.scale_for([x for f in found for x in (f.difference, f.low, f.high)], matters)
    pictures: list[Picture] = []
    cells = []
    for row in mine:
        n = number_in(language, row.persons, 0)
        value = f"{signed_in(language, row.work.difference, 1)} {row.work.mark}"
        spread = spoken_range(language, row.work.low, row.work.high)
        label = f"{row.space} (n = {n})"
        ends = (row.work.difference, row.work.low, row.work.high)
        picture = charts.interval(scale, matters, *ends, "mine", f"{label}: {value} ({spread})")
        pictures.append(Picture(picture, label, value, "" if pictures else say("space_work")))
        levels = (number_in(language, x, 1) for x in (row.work.base, row.work.level))
        ties = "–" if row.ties != row.ties else number_in(language, row.ties, 0)
        cells.append((row.space, n, *levels, value, spread, ties))
    if pictures:
        zone = say("practically", matters=number_in(language, matters, 1))
        base = material.now.title_of(material.now.plan.base.name, language)
        axis = charts.axis(
            scale, matters, written_ticks(language, scale), say("fewer"), say("more")
        )
        pictures.append(Picture(axis, zone, say("zero_is", base=base)))
    pictures += _ties(material)
    heads = ("space", "people", "level_before", "level_after", "starts_difference", "range")
    formed = say("ties_share", stage=FORMS_STAGE)
    return View(
        "spaces", say("spaces_note"), pictures, (*(say(h) for h in heads), formed), cells,
        caption=say("spaces_caption"), extra=(signs(language, (row[4] for row in cells)),),
        outcomes=(HEADLINES_OF[WORK].name, "ties_from_2"),
    )  # fmt: skip


def _ties(material: Material) -> list[Picture]:
    """Share of ties at the stage that counts, with the base and with the option."""
    language, say = material.language, PAGE.spoken(material.language)
    arms = (material.now.plan.base.name, material.roles[material.own])
    base, own = (dict(tables.ties_by_space(material.now, arm)) for arm in arms)
    scale = charts.Scale(0.0, 100.0)
    pictures: list[Picture] = []
    for space, shares in own.items():
        before, after = (sum(one[FORMS_STAGE:]) for one in (base[space], shares))
        value = f"{number_in(language, before, 0)} → {percent(language, round(after))}"
        heading = "" if pictures else say("space_ties", stage=FORMS_STAGE)
        picture = plots.change(scale, before, after, f"{space}: {value}")
        pictures.append(Picture(picture, space, value, heading))
    return pictures
