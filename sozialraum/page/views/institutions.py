"""Views by institution: waits and queues, hours and posts, ties by pillar. One run looked into."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.wording import PILLAR_NAMES
from experiments.inside import JOBCENTER, Inside
from model.vocabulary import PILLARS, PURSES
from model.words import Language, from_file, number_in
from sozialraum.page import plots
from sozialraum.page.charts import Scale
from sozialraum.page.view_words import PURSE_NAMES
from sozialraum.page.views.shape import Picture, View
from sozialraum.page.words import PAGE

YEAR = 12
HOUR = 60.0  # minutes
HIGHEST = 4.0  # stage of a tie
SMALL = 10.0  # whole numbers below it are told with a digit behind the point
NOTHING = "\u00a0"  # beside an axis, so that it stands under its rows


@dataclass(frozen=True)
class Both:
    """The base and the option, by kind of institution; titles: of both; post: minutes of one."""

    base: Inside
    own: Inside
    titles: tuple[str, str]
    post: float
    language: Language

    @cached_property
    def kinds(self) -> list[int]:
        """Kinds that there are, the Jobcenter first."""
        return sorted(set(self.base.kinds.tolist()))

    def name(self, kind: int) -> str:
        """What a kind is called; with how many there are, if several."""
        _, german, english = self.base.kind_names[kind]
        count = int((self.base.kinds == kind).sum())
        name = str(from_file(self.language, de=german, en=english))
        return f"{name} ({count} ×)" if count > 1 else name

    def last(self, column: str, kind: int, weights: str = "") -> tuple[float, float]:
        """A column of a kind in the last year, base and option: sums, or means with weights."""
        return self._of(self.base, column, kind, weights), self._of(self.own, column, kind, weights)

    def _of(self, run: Inside, column: str, kind: int, weights: str) -> float:
        mine = run.monthly[column][-YEAR:, run.kinds == kind]
        if not weights:
            return float(mine.sum(axis=1).mean())
        by = run.monthly[weights][-YEAR:, run.kinds == kind]
        return float((mine * by).sum() / by.sum()) if by.sum() > 0 else float("nan")


def waits(both: Both) -> View:
    """Who waits where, and how long somebody must expect to wait who asks now."""
    language, say = both.language, PAGE.spoken(both.language)
    rows = []
    for kind in both.kinds:
        places = both.last("open_places", kind)
        if kind == JOBCENTER or max(places) <= 0:
            continue
        rows.append(
            (
                both.name(kind), places, both.last("wait", kind, "open_places"),
                both.last("queue", kind), both.last("others_waiting", kind),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: -row[2][0] if row[2][0] == row[2][0] else 0.0)
    months = float(len(both.base.monthly["wait"]))
    scale = plots.plain_scale([min(x, months) for row in rows for x in row[2]])
    people = plots.plain_scale([x for row in rows for x in row[3]], 10.0)
    pictures = list(
        _rows(both, [(r[0], r[2]) for r in rows], scale, 1, say("waits_months"), months)
    )
    pictures += _rows(both, [(r[0], r[3]) for r in rows], people, 0, say("queue_people"))
    heads = ("institution", "places", "waits_months", "queue_people", "queue_others")
    cells = [
        (name, _pair(language, p, 0), _pair(language, w, 1, months), _pair(language, q, 0),
         _pair(language, o, 0))
        for name, p, w, q, o in rows
    ]  # fmt: skip
    return View(
        "waits", say("waits_note"), pictures, tuple(say(h) for h in heads), cells,
        caption=say("waits_caption"), extra=(say("one_run"),), legend=_legend(both),
        outcomes=("waiting_months", "waiting"),
    )  # fmt: skip


def hours(both: Both) -> View:
    """Hours of coordination a month and in posts, by institution and by purse."""
    language, say = both.language, PAGE.spoken(both.language)
    rows = [
        (both.name(kind), both.last("coordination", kind), both.last("minutes", kind), kind)
        for kind in both.kinds
    ]
    rows = [row for row in rows if max(row[2]) > 0]
    spent = [(row[0], _hours(row[1])) for row in rows if max(row[1]) > 0]
    scale = plots.plain_scale([x for _, both_of in spent for x in both_of], 10.0)
    pictures = list(_rows(both, spent, scale, 0, say("coordination_hours")))
    purses = list(_purses(both))
    pictures += _rows(both, [(n, _hours(c)) for n, c, _ in purses], scale, 0, say("by_purse"))
    cells = [_time_cells(both, name, c, m) for name, c, m, _ in rows]
    bold = tuple(range(len(cells), len(cells) + len(purses)))
    cells += [_time_cells(both, name, c, m) for name, c, m in purses]
    heads = ("institution", "hours_all", "coordination_hours", "in_posts", "share_of_time")
    return View(
        "hours", say("hours_note", minutes=number_in(language, both.post / HOUR, 0)), pictures,
        tuple(say(h) for h in heads), cells, bold, say("hours_caption"),
        extra=(say("one_run"), say("spend_none", count=len(rows) - len(spent)), say("no_euro")),
        legend=_legend(both),
        outcomes=("minutes_coordination", "minutes_contact", "minutes_federal",
                  "minutes_municipal", "minutes_health"),
    )  # fmt: skip


def _purses(both: Both) -> Iterator[tuple[str, tuple[float, float], tuple[float, float]]]:
    for purse, name in enumerate(PURSES):
        sums = []
        for column in ("coordination", "minutes"):
            ends = [
                float(run.monthly[column][-YEAR:, run.purse == purse].sum(axis=1).mean())
                for run in (both.base, both.own)
            ]
            sums.append((ends[0], ends[1]))
        if max(sums[1]) > 0:
            yield PURSE_NAMES.say(both.language, name), sums[0], sums[1]


def _time_cells(
    both: Both, name: str, spent: tuple[float, float], of: tuple[float, float]
) -> tuple[str, ...]:
    language = both.language
    shares = (100.0 * spent[0] / max(of[0], 1.0), 100.0 * spent[1] / max(of[1], 1.0))
    posts = (spent[0] / both.post, spent[1] / both.post)
    return (
        name,
        number_in(language, of[1] / HOUR, 0),
        _pair(language, _hours(spent), 0),
        _pair(language, posts, 1),
        _pair(language, shares, 1),
    )


def ties(both: Both) -> View:
    """The Jobcenter's tie with every institution, by pillar: at the start and at the end."""
    language, say = both.language, PAGE.spoken(both.language)
    scale = Scale(0.0, HIGHEST)
    pictures, cells = [], []
    for bit, pillar in enumerate(PILLARS):
        title = PILLAR_NAMES.say(language, pillar)
        for at, kind in enumerate(_in_pillar(both, bit)):
            where = both.own.kinds == kind
            ends = [float(np.nanmean(x[where])) for x in
                    (both.own.before, both.base.after, both.own.after)]  # fmt: skip
            value = f"{number_in(language, ends[0], 1)} → {number_in(language, ends[2], 1)}"
            name = both.name(kind)
            picture = plots.change(scale, ends[0], ends[2], f"{title}, {name}: {value}")
            pictures.append(Picture(picture, name, value, "" if at else title))
            cells.append((name, title, *(number_in(language, x, 1) for x in ends)))
    ticks = [number_in(language, tick, 0) for tick in scale.ticks()]
    pictures.append(Picture(plots.numbers_axis(scale, ticks, ""), say("tie_stage")))
    base = both.titles[0]
    heads = (say("institution"), say("pillar"), say("at_start"), say("at_end_of", name=base),
             say("at_end_of", name=both.titles[1]))  # fmt: skip
    legend = (f"○ {say('at_start')}", f"● {say('at_end_of', name=both.titles[1])}")
    return View(
        "ties", say("ties_note"), pictures, heads, cells, caption=say("ties_caption"),
        extra=(say("one_run"), " · ".join(say(f"stage_{at}") for at in range(1, 5))),
        legend=legend, outcomes=("tie_stage",), about=(say("pillars_about"),),
    )  # fmt: skip


def _in_pillar(both: Both, bit: int) -> list[int]:
    """Kinds that stand in a pillar and are tied with the Jobcenter."""
    found = []
    for kind in both.kinds:
        where = both.own.kinds == kind
        stands = bool((both.own.pillars[where] >> bit & 1).any())
        if kind != JOBCENTER and stands and np.isfinite(both.own.before[where]).any():
            found.append(kind)
    return found


def _rows(
    both: Both,
    rows: list[tuple[str, tuple[float, float]]],
    scale: Scale,
    digits: int,
    heading: str,
    most: float = float("inf"),
) -> Iterator[Picture]:
    """A row an institution, and the axis below; what is above `most` is only said to be so."""
    for at, (name, (before, after)) in enumerate(rows):
        value = _pair(both.language, (before, after), digits, most)
        first, last = (min(x, most) if x == x else x for x in (before, after))
        picture = plots.change(scale, first, last, f"{name}: {value}")
        yield Picture(picture, name, value, "" if at else heading)
    ticks = [number_in(both.language, tick, _digits(scale)) for tick in scale.ticks()]
    yield Picture(plots.numbers_axis(scale, ticks, ""), NOTHING)


def _digits(scale: Scale) -> int:
    return 0 if all(tick == int(tick) for tick in scale.ticks()) else 1


def _pair(
    language: Language, ends: tuple[float, float], digits: int, most: float = float("inf")
) -> str:
    """Before and after, or one number if both read the same."""
    fine = digits or int(0.0 < max(ends) < SMALL)
    before, after = (
        f">\u00a0{number_in(language, most, 0)}" if x > most else number_in(language, x, fine)
        for x in ends
    )
    return before if before == after else f"{before} → {after}"


def _hours(minutes: tuple[float, float]) -> tuple[float, float]:
    return minutes[0] / HOUR, minutes[1] / HOUR


def _legend(both: Both) -> tuple[str, str]:
    return f"○ {both.titles[0]}", f"● {both.titles[1]}"
