"""What a search for designs has found, in plain sentences; also when nothing beats anything."""

from analysis.findings.rules import MARKS, judged
from analysis.measures.headlines import FORMS_MOSTLY, HEADLINES_OF, MOSTLY, PARTICIPATION, WORK
from analysis.results.design import Designed
from analysis.sensitivity.advantage import AGAINST, RIVAL, SILO, Range, Standing
from analysis.sensitivity.candidates import SEARCHED
from model.words import Language, Texts, counted, number_in

HALF = 0.5
_BEST = Texts(
    {
        "never": (
            "Of {count} designs tried, {reported} went on to new sets of assumptions; none of "
            "these beats both, working side by side and casework instead of coordination: {best}, "
            "best in the search, does so in none of {all} (side by side in {silo}, casework in "
            "{rival})."
        ),
        "seldom": (
            "Of {count} designs tried, {reported} went on to new sets of assumptions; none of "
            "these mostly beats both, working side by side and casework instead of coordination: "
            "{best}, best in the search, does so in {both} of {all} (side by side in {silo}, "
            "casework in {rival})."
        ),
        "half": (
            "Under these assumptions the best of {count} designs, {best}, beats both, working side "
            "by side and casework instead of coordination, in {both} of {all} sets of assumptions "
            "(side by side in {silo}, casework in {rival})."
        ),
        "mostly": (
            "Under these assumptions the best of {count} designs, {best}, beats both, working side "
            "by side and casework instead of coordination, nearly always: in {both} of {all} sets "
            "of assumptions (side by side in {silo}, casework in {rival})."
        ),
        "other": (
            "Under these assumptions the design that the search found best, {best}, beats both, "
            "working side by side and casework instead of coordination, only in {both} of {all} "
            "sets of assumptions (side by side in {silo}, casework in {rival}); {other}, reported "
            "beside it, does so in {more}."
        ),
        "forms": "A network forms only in {formed} of {all} sets of assumptions.",
        "formless": "A network forms in none of {all} sets of assumptions.",
        "preset": (
            "The best shipped option, {preset}, beats both in {both} of {all} (side by side in "
            "{silo}, casework in {rival})."
        ),
        "spends": "What it is: {spent} of working time spent on coordination, {decisions}.",
        "beats": (
            "To beat: better by more than {work} starts of work or {people} people per 1,000, and "
            "not worse by that in the other goal. Casework: with the same targets, it gets the "
            "time that the design spends."
        ),
        "held_out": (
            "Searched under {search} sets of assumptions, reported under {report} others; the best "
            "was named before that."
        ),
        "cut": "The time allowed for {tried} of {wanted} designs; --resume goes on.",
        "never_measured": "No forecast: the effect was never measured.",
    }
)
_NAMES = Texts(
    {
        "searched": "design {number}",
        "quoted": "“{title}”",
        "at_once": "without time for building up",
    }
)
_COUNTED = Texts({"none": "none"}, context="draws")
_PERCENT = Texts({"percent": "{value}%"}, context="lever")
_HEAD = Texts(
    {
        "head": "Which network, if any? · {place} · {months} · {designs}",
        "outlook": (
            "{presets} and {designs} under {draws} sets of assumptions, the best reported under "
            "{report} others: {runs} runs, about {minutes}."
        ),
    }
)

# What a design decides, one phrase a decision; the value as `_SHOWN` writes it.
DECISIONS = Texts(
    {
        "coordination_limit": "at most {value} for coordination",
        "membership": "{value}",
        "stage_cap": "stage {value} at most",
        "formality": "formality {value}",
        "person_based": "hanging on persons {value}",
        "governance": "{value}",
        "bindingness": "bindingness {value}",
        "chain_mode": "{value}",
        "chain": "chained {value}",
        "reserved_share": "reserved places {value}",
        "handover": "handed over in person {value}",
        "cross_recognition": "needs of other pillars seen {value}",
        "case_reflection": "cases reflected together {value}",
        "planning": "planning from cases {value}",
        "weight_participation": "weight of participation {value}",
        "placement_priority": "priority of placement {value}",
    },
    context="decision",
)
_CODES = Texts(
    {
        ("membership", 0): "no members",
        ("membership", 1): "core members",
        ("membership", 2): "core and extended members",
        ("governance", 0): "led together",
        ("governance", 1): "led by one partner",
        ("governance", 2): "an office of its own",
        ("chain_mode", 0): "no places for chains",
        ("chain_mode", 1): "places reserved for chains",
        ("chain_mode", 2): "places on call for chains",
        ("planning", 0): "no",
        ("planning", 1): "yes",
    },
    context="decision",
)
_PLAIN = ("weight_participation", "stage_cap")
# Said in the answer, in this order; all of them stand in the table of `--all`.
SAID = ("membership", "stage_cap", "chain_mode", "case_reflection", "ramp_months",
        "weight_participation", "placement_priority")  # fmt: skip


def head(done: Designed, language: Language) -> str:
    """What was asked, where and how long."""
    months = counted(language, "{count} month", "{count} months", done.request.months)
    tried = counted(language, "{count} design", "{count} designs", done.tried)
    return _HEAD.say(language, "head", place=done.place, months=months, designs=tried)


def outlook_in_words(
    language: Language, *, presets: int, trials: int, draws: int, report: int, runs: int,
    seconds: float,
) -> str:  # fmt: skip
    """What a search will take."""
    minutes = max(1, round(seconds / 60.0))
    return _HEAD.say(
        language,
        "outlook",
        presets=counted(language, "{count} shipped option", "{count} shipped options", presets),
        designs=counted(language, "{count} design", "{count} designs", trials),
        draws=draws,
        report=report,
        runs=number_in(language, runs, 0),
        minutes=counted(language, "{count} minute", "{count} minutes", minutes),
    )


def sentences(done: Designed, language: Language) -> list[str]:
    """The answer: whether a design beats both, which one, and against which shipped option."""
    words, best = _BEST.spoken(language), done.standing(done.best)
    lines = [_verdict(done, best, language)]
    row = done.row(done.best)
    formed = round(float(row["formed"]) * best.draws)
    if not formed:
        lines.append(words("formless", all=best.draws))
    elif formed < FORMS_MOSTLY * best.draws:
        lines.append(words("forms", formed=formed, all=best.draws))
    spent = _percent(float(row["spent"]), 1, language)
    said = decisions_in_words(done, done.best, language, SAID)
    lines.append(words("spends", spent=spent, decisions=", ".join(said)))
    if done.preset is not None and done.preset != done.best:
        shown = done.standing(done.preset)
        counts = _counts(shown, language)
        lines.append(words("preset", preset=name_of(done, done.preset, language), **counts))
    return lines


def cautions(done: Designed, language: Language) -> list[str]:
    """What the answer rests on."""
    words, request = _BEST.spoken(language), done.request
    work, people = HEADLINES_OF[WORK].matters, HEADLINES_OF[PARTICIPATION].matters
    lines = [
        words("beats", work=number_in(language, work, 1), people=number_in(language, people, 0)),
        words("held_out", search=request.draws, report=request.report),
    ]
    if done.tried < done.wanted:
        lines.append(words("cut", tried=done.tried, wanted=done.wanted))
    if len(done.failures):
        lines.append(
            counted(
                language,
                "{count} run has failed and is left out.",
                "{count} runs have failed and are left out.",
                len(done.failures),
            )
        )
    return [*lines, words("never_measured")]


def _verdict(done: Designed, best: Standing, language: Language) -> str:
    """The first sentence. None is said only if it holds for everybody who was reported."""
    both, values = best.beats(*AGAINST), _counts(best, language)
    values |= {"count": len(done.designs), "reported": len(done.finalists)}
    values["best"] = name_of(done, done.best, language)
    if both >= HALF * best.draws:
        return _BEST.say(language, "mostly" if both >= MOSTLY * best.draws else "half", **values)
    others = [name for name in done.finalists if done.standing(name).beats(*AGAINST) > both]
    top = max(others, key=lambda name: done.standing(name).rank, default=None)
    if top is not None and done.standing(top).beats(*AGAINST) >= HALF * done.standing(top).draws:
        more = _counts(done.standing(top), language)["both"]
        return _BEST.say(language, "other", other=name_of(done, top, language), more=more, **values)
    return _BEST.say(language, "seldom" if both or others else "never", **values)


def _counts(standing: Standing, language: Language) -> dict[str, object]:
    """In how many draws; none in words."""

    def said(count: int) -> str:
        return str(count) if count else _COUNTED.say(language, "none")

    return {
        "both": said(standing.beats(*AGAINST)),
        "silo": said(standing.beats(SILO)),
        "rival": said(standing.beats(RIVAL)),
        "all": standing.draws,
    }


def name_of(done: Designed, design: str, language: Language) -> str:
    """A design in a sentence: its number, or the title of a shipped option."""
    if done.origin(design) == SEARCHED:
        return _NAMES.say(language, "searched", number=design.rpartition("-")[2])
    return _NAMES.say(language, "quoted", title=title_of(done, design, language))


def title_of(done: Designed, arrangement: str, language: Language) -> str:
    """The title of a shipped arrangement."""
    return done.titles.get(arrangement, {}).get(language, arrangement)


def decisions_in_words(
    done: Designed, design: str, language: Language, names: tuple[str, ...]
) -> list[str]:
    """Some decisions of a design, a phrase each; those that were not searched over are left out."""
    row = done.row(design)
    return [
        decision_in_words(name, float(row[name]), language)
        for name in names
        if name in done.space.names
    ]


def decision_in_words(name: str, value: float, language: Language) -> str:
    """One decision in a phrase; one that has none goes by its name."""
    number = _number_in_words(name, round(value), language)
    if number is not None:
        return number
    shown = value_in_words(name, value, language)
    return DECISIONS.say(language, name, value=shown) if name in DECISIONS else f"{name} {shown}"


def _number_in_words(name: str, count: int, language: Language) -> str | None:
    """A decision on a number of something; None for all others."""
    if name == "max_parallel":
        return counted(
            language,
            "at most {count} service at a time",
            "at most {count} services at a time",
            count,
        )
    if name == "conference_frequency":
        return counted(language, "{count} conference a year", "{count} conferences a year", count)
    if name == "ramp_months" and count == 0:
        return _NAMES.say(language, "at_once")
    if name == "ramp_months":
        return counted(
            language, "built up over {count} month", "built up over {count} months", count
        )
    return None


def value_in_words(name: str, value: float, language: Language) -> str:
    """The value of a decision as a planner writes it."""
    if (name, value) in _CODES:
        return _CODES.say(language, (name, round(value)))
    if name in _PLAIN:
        return number_in(language, value, 0 if value == round(value) else 2)
    share = round(100.0 * value, 1)
    return _percent(share, 0 if share == round(share) else 1, language)


def _percent(value: float, digits: int, language: Language) -> str:
    return _PERCENT.say(language, "percent", value=number_in(language, value, digits))


def mark(found: Range, level: float, matters: float) -> str:
    """The sign of what can be told of a difference."""
    return MARKS[judged(found.mean, found.low, found.high, level=level, matters=matters)]
