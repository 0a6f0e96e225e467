"""What stands in a report, by rule: a table of sections, each made of findings, in a fixed order.

A section that has nothing to tell is left out. Where a network seldom forms, its section stands
right behind the answer, else behind the comparison with the same hours of casework.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.findings.decided import decided
from analysis.findings.driven import driven
from analysis.findings.measured import finding
from analysis.findings.titles import SERVICES
from analysis.findings.verdict import FAIR_RIVAL
from analysis.measures.outcomes import CREAMING
from analysis.report.charts import by_group, goals, networks, table_of
from analysis.report.document import Section, Table
from analysis.report.material import Material
from analysis.report.words import QUESTIONS, TOPICS, said_about, word
from analysis.wording import group_in
from model.words import counted

EFFORT = ("minutes_coordination", "minutes_contact", "minutes_federal", "minutes_municipal",
          "minutes_health")  # fmt: skip
IN_FIGURE = ("sex", "age", "household")  # dimensions of people on a slide
IN_BACKUP = (*IN_FIGURE, "features")

type Made = Callable[[Material], Section | None]


class Part(NamedTuple):
    """A section: its name, how it is made, and where it stands; a smaller number is earlier."""

    name: str
    made: Made
    place: Callable[[Material], int]


def at(place: int) -> Callable[[Material], int]:
    """Always in the same place."""
    return lambda _: place


def question(m: Material) -> Section:
    """The question and how it was decided."""
    plan = m.comparison.plan
    rows = [
        (word(m.language, "place"), m.answer.place),
        (word(m.language, "start"), m.answer.title(plan.base.name)),
        *((word(m.language, "option"), m.answer.title(arm)) for arm in m.order),
        (word(m.language, "time"), word(m.language, "months", months=str(plan.months))),
        (word(m.language, "certainty"), m.draws()),
    ]
    table = Table(
        (word(m.language, "what"), word(m.language, "chosen")),
        tuple(rows),
        ("place", "start", *m.order, "time", "certainty"),
    )
    lead = decided(m.answer)
    return _section(m, "question", m.titles.question(), lead=lead, table=table)


def answered(m: Material) -> Section:
    """Both goals side by side."""
    others = [m.titles.goals(arm) + "." for arm in m.order[1:]]
    seldom = m.answer.seldom()
    lead = seldom[0] if seldom else m.answer.network()
    figure = goals(m.answer, m.order)
    return _section(
        m,
        "answer",
        m.titles.goals(),
        lead=lead,
        sentences=(*others, m.answer.range()),
        figure=figure,
        table=table_of(figure, m.language),
    )


def network(m: Material) -> Section | None:
    """Whether a network forms, draw by draw."""
    if not m.answer.formed:
        return None
    figure = networks(m.answer, m.answer.formed[0].arm, m.draws())
    heads = (word(m.language, "bar"), *figure.names)
    rows = tuple(
        (str(at), *(m.answer.number(part) for part in bar)) for at, bar in enumerate(figure.bars, 1)
    )
    table = Table(heads, rows, tuple(f"bar_{row[0]}" for row in rows), (1, 2, 3, 4))
    sentences = (m.answer.network(), *m.background.hinges())
    title = m.titles.network()
    return _section(m, "network", title, sentences=sentences[:2], figure=figure, table=table)


def compared(m: Material) -> Section:
    """What was compared."""
    arms = [m.comparison.plan.base.name, *m.order]
    rows = tuple((m.answer.title(arm), m.described(arm)) for arm in arms)
    heads = (word(m.language, "option"), word(m.language, "meaning"))
    title = m.titles.say("compared", count=len(arms))
    return _section(m, "compared", title, table=Table(heads, rows, tuple(arms)))


def people(m: Material) -> Section | None:
    """Who gains and who loses, with their number."""
    if not any(one.dimension in IN_FIGURE for one in m.groups):
        return None
    told = [one for one in m.groups if one.dimension in IN_FIGURE]
    figure = by_group(m.answer, told)
    return _section(
        m,
        "people",
        m.titles.groups(told),
        lead=m.answer.people(),
        figure=figure,
        table=table_of(figure, m.language),
    )


def rival(m: Material) -> Section | None:
    """The arm against the same hours of casework."""
    if FAIR_RIVAL not in m.answer.arms or m.arm == FAIR_RIVAL:
        return None
    figure = goals(m.answer, [m.arm], FAIR_RIVAL)
    table = table_of(figure, m.language)
    lead = m.described(FAIR_RIVAL)
    return _section(m, "rival", m.titles.rival(), lead=lead, figure=figure, table=table)


def creaming(m: Material) -> Section | None:
    """Whether steering prefers people near the labour market, if it was measured."""
    found = finding(m.comparison, CREAMING, m.arm)
    if not found.draws:
        return None
    table = m.outcomes((CREAMING, "concentration"), _heads(m))
    return _section(m, "creaming", m.titles.creaming(found.difference), table=table)


def services(m: Material) -> Section:
    """The way from a need to its treatment, without the waiting times, set by known values."""
    table = m.outcomes(SERVICES, _heads(m))
    waits = (m.background.waits(),)
    return _section(m, "services", m.titles.services(), sentences=waits, table=table)


def effort(m: Material) -> Section:
    """Hours and posts, by purse."""
    heads = [*_heads(m)]
    heads.insert(4, word(m.language, "posts"))
    table = m.outcomes(EFFORT, heads, posts=True)
    sentences = tuple(m.background.effort())
    return _section(m, "effort", m.titles.effort(), sentences=sentences, table=table)


def hinges(m: Material) -> Section:
    """What the result hangs on."""
    sentences = [*m.background.hinges(), *m.answer.evidence()]
    sentences += driven(m.study, m.language)
    code = (m.study_command,) if m.study is None else ()
    title = m.titles.hinges()
    return _section(m, "hinges", title, sentences=tuple(sentences), listed=True, code=code)


def limits(m: Material) -> Section:
    """What was not examined."""
    sentences = tuple(m.background.limits())
    return _section(m, "limits", m.titles.say("limits"), sentences=sentences, listed=True)


def board(m: Material) -> Section:
    """Questions to the board."""
    sentences = m.background.board()
    return _section(m, "board", m.titles.say("board"), sentences=sentences, listed=True)


def _heads(m: Material) -> tuple[str, ...]:
    keys = ("figure", "base", "difference", "range", "judgement")
    return tuple(
        m.answer.title(m.comparison.plan.base.name) if key == "base" else word(m.language, key)
        for key in keys
    )


def _section(m: Material, name: str, title: str, **parts: object) -> Section:
    notes = said_about(m.language, name)
    topic = TOPICS.say(m.language, name)
    return Section(name, topic, title, notes=notes, **parts)  # type: ignore[arg-type]


SECTIONS: tuple[Part, ...] = (
    Part("question", question, at(0)),
    Part("answer", answered, at(10)),
    Part("compared", compared, at(20)),
    Part("people", people, at(30)),
    Part("rival", rival, at(40)),
    Part("network", network, lambda m: 15 if m.seldom else 45),
    Part("creaming", creaming, at(50)),
    Part("services", services, at(55)),
    Part("effort", effort, at(60)),
    Part("hinges", hinges, at(70)),
    Part("lives", lambda m: m.lives, at(75)),
    Part("limits", limits, at(80)),
    Part("board", board, at(90)),
)
MOST = 12  # sections of a talk
# Left out one after the other, if there are more: they move to the backup.
MOVED = ("creaming", "services", "compared")


def sections(m: Material) -> tuple[list[Section], list[Section]]:
    """The sections of the talk in their order, and those that have moved to the backup."""
    made = [(part.place(m), part.name, part.made(m)) for part in SECTIONS]
    known = sorted((place, name, one) for place, name, one in made if one is not None)
    moved = set(MOVED[: max(0, len(known) - MOST)])
    told = [one for _, name, one in known if name not in moved]
    return told, [one for _, name, one in known if name in moved]


def questions(m: Material) -> Iterator[Section]:
    """Answers to the ten likely questions, for the backup."""
    yield from _by_group(m)
    for name, (picture, table) in m.pictures.items():
        letters = "; ".join(f"{a}: {m.answer.title(arm)}" for arm, a in m.answer.letters.items())
        title = QUESTIONS.say(m.language, name)
        yield _section(m, name, title, lead=letters, figure=picture, table=table)
    yield _told(m, "range", m.answer.range(), *list(m.background.method())[2:4])
    yield _told(m, "forecast", *m.answer.cautions())
    yield _told(m, "sources", *m.background.assumed(), *m.answer.evidence())
    method = tuple(m.background.method())
    yield _told(m, "method", *method)
    table = m.outcomes(WORK_OUTCOMES, _heads(m))
    yield _section(m, "work", QUESTIONS.say(m.language, "work"), table=table)
    yield _provenance(m)


WORK_OUTCOMES = (
    "integrations_yearly", "employed", "needs_covering", "receipt", "stock", "employed_12",
    "secured_6", "exits_covered", "long_receipt", "disengaged",
)  # fmt: skip


def _told(m: Material, name: str, *sentences: str) -> Section:
    title = QUESTIONS.say(m.language, name)
    return _section(m, name, title, sentences=tuple(dict.fromkeys(sentences)), listed=True)


def _by_group(m: Material) -> Iterator[Section]:
    if not m.groups:
        return
    shown = [one for one in m.groups if one.dimension in IN_BACKUP]
    heads = tuple(word(m.language, key) for key in ("group", "people", "more", "less"))
    rows = tuple(
        (
            group_in(m.language, one.group),
            m.answer.number(round(one.persons, -2)),
            m.answer.number(one.more),
            m.answer.number(one.less),
        )
        for one in shown
    )
    keys = tuple(f"{one.dimension}.{one.group}" for one in shown)
    table = Table(heads, rows, keys, (1, 2, 3))
    sentences = (m.background.noticeable(),)
    yield _section(m, "who", QUESTIONS.say(m.language, "who"), sentences=sentences, table=table)


def _provenance(m: Material) -> Section:
    record, plan = m.comparison.record, m.comparison.plan
    code = record.get("code", {})
    arms = " ".join(arm.name for arm in plan.arms)
    rows = (
        (word(m.language, "result"), str(record.get("content", ""))[:12]),
        (word(m.language, "version"), " ".join(filter(None, map(code.get, ("version", "commit"))))),
        (word(m.language, "number"), str(plan.seed)),
        (
            word(m.language, "size"),
            counted(
                m.language, "{count} matched pair", "{count} matched pairs", m.comparison.pairs
            ),
        ),
    )
    heads = (word(m.language, "what"), word(m.language, "chosen"))
    return _section(
        m,
        "provenance",
        m.titles.say("provenance"),
        table=Table(heads, rows, ("result", "version", "number", "size")),
        code=(f"sozialraum compare {arms} --place {plan.place} --seed {plan.seed}",),
    )
