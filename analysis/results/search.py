"""Budget-neutral search: given x more posts, which way of sharing them out brings most of what?

Every way on a grid is run under a few seeds, the promising ones under more; beside them the rules
of thumb. Gains are paired: the same seed with and without the posts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.comparison import COMMAND_LINE, LONGEST, whole_number
from analysis.sensitivity.campaign import Campaign, collect, record_of, seeds_of, write_folder
from analysis.sensitivity.fronts import front_table, promising, shares
from analysis.sensitivity.staffing import (
    EQUALLY,
    LIKE_NOW,
    Option,
    Posts,
    options_of,
    thumb_rules,
)
from analysis.wording import Language, digits_for, number_in, signed_in, unit_in
from experiments.parts import read_plan, target_of
from model.errors import Fault, InputError, nearest, raise_if
from model.scenario import resolve

COMMAND = "frontier"
MOST_WAYS = 2000
NOTHING = "nothing"  # the point without more posts, which gains are measured against
GRID = "grid"


@dataclass(frozen=True)
class Request:
    """Posts to share out, among which options, on how fine a grid, and under how many seeds.

    seeds: of every way; more: seeds of the promising ones; aims: two outcomes.
    """

    arrangement: str
    posts: float = 10.0
    options: tuple[str, ...] = ()
    parts: int = 4
    place: str | None = None
    months: int = 96
    aims: tuple[str, ...] = ("integrations", "participation")
    seeds: int = 3
    more: int = 12
    promising: int = 20
    seed: int = 1
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that `as_json` has kept."""
        lists = ("options", "aims")
        return cls(**{**kept, **{name: tuple(kept[name]) for name in lists}})


@dataclass(frozen=True)
class Searched:
    """A finished search. ways: a row per way: rule, a column of posts per option, front columns."""

    request: Request
    options: tuple[Option, ...]
    ways: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    folder: Path | None = None

    @property
    def front(self) -> pd.DataFrame:
        """Ways on the front of the means, by the first aim."""
        return self.ways[self.ways["front"]].sort_values("mean_0", ascending=False)


def check(request: Request) -> tuple[Option, ...]:
    """The options of a request. Raises InputError with every fault."""
    faults = [
        *whole_number("months", request.months, 1, LONGEST),
        *whole_number("seeds", request.seeds, 2, 1000),
        *whole_number("seed", request.seed, 0),
        *whole_number("grid", request.parts, 1, 100),
    ]
    if not 0.0 < request.posts < float("inf"):
        faults.append(Fault(COMMAND_LINE, "--posts", f"is {request.posts:g}", "above 0"))
    if len(request.aims) != 2:
        faults.append(Fault(COMMAND_LINE, "--outcome", f"{len(request.aims)} given", "two aims"))
    for name in request.aims:
        if name not in OUTCOME:
            close = nearest(name, OUTCOME)
            problem, allowed = f"there is no outcome {name!r}", "`sozialraum list outcomes`"
            faults.append(Fault(COMMAND_LINE, "--outcome", problem, allowed, close))
    options: list[Option] = []
    try:
        scenario = resolve(request.arrangement, request.place, request.changes)
        options = options_of(scenario, request.options, faults)
    except InputError as error:
        faults += error.faults
    if len(options) == 1:
        problem = "a single option leaves nothing to share out"
        faults.append(Fault(COMMAND_LINE, "--option", problem, "two or more"))
    elif options and len(shares(len(options), request.parts)) > MOST_WAYS:
        problem = f"{len(options)} options on a grid of {request.parts} are too many ways"
        faults.append(Fault(COMMAND_LINE, "--grid", problem, f"at most {MOST_WAYS} ways"))
    raise_if(faults)
    return tuple(options)


def ways_of(request: Request, options: Sequence[Option]) -> pd.DataFrame:
    """All ways: rule, then posts per option. The first brings nothing; rules of thumb come last."""
    names = [option.name for option in options]
    grid = shares(len(options), request.parts)
    rules = thumb_rules(options)
    rows = np.vstack([np.zeros(len(options)), grid, *rules.values()]) * request.posts
    frame = pd.DataFrame(rows, columns=names)
    frame.insert(0, "rule", [NOTHING, *[GRID] * len(grid), *rules])
    return frame


def gains_of(
    runs: pd.DataFrame, ways: int, seeds: Sequence[int], aims: Sequence[str]
) -> np.ndarray:
    """Gain of every way over nothing, more is better; (ways, seeds, aims), NaN where not run."""
    found = np.full((ways, len(seeds), len(aims)), np.nan)
    for number, aim in enumerate(aims):
        mine = runs[runs["outcome"] == aim]
        wide = mine.pivot(index="point", columns="seed", values="value")
        values = wide.reindex(index=range(ways), columns=list(seeds)).to_numpy(dtype=np.float64)
        found[:, :, number] = (values - values[0]) * (OUTCOME[aim].direction or 1)
    return found


def search(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Searched:  # fmt: skip
    """Run all ways, then the promising ones under more seeds.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    options = check(request)
    ways = ways_of(request, options)
    seeds = seeds_of(request.seed, max(request.seeds, request.more))
    evaluate = Posts(request.arrangement, request.place, request.months, dict(request.changes))
    points = ways.drop(columns="rule")
    points.insert(0, "point", range(len(points)))
    identity = {"arrangement": resolve(request.arrangement, request.place, request.changes).hash}
    whole = Campaign(COMMAND, evaluate, points, seeds[: request.seeds], request.as_json(), identity)
    if say is not None:
        say(len(ways), request)
    kept = None if out is None else whole.kept(out)
    first = collect(whole, kept, jobs, quiet=quiet)
    gains = gains_of(first.runs, len(ways), seeds, request.aims)
    fixed = np.flatnonzero(ways["rule"] != GRID)  # nothing and the rules are always compared
    chosen = np.union1d(fixed, promising(gains[:, : request.seeds], request.promising))
    closer = replace(
        whole, points=points.iloc[chosen], seeds=seeds[: max(request.seeds, request.more)]
    )
    second = collect(closer, kept, jobs, quiet=quiet) if request.more > request.seeds else first
    runs = pd.concat([first.runs, second.runs]).drop_duplicates(["point", "seed", "arm", "outcome"])
    gains = gains_of(runs, len(ways), seeds, request.aims)
    table = pd.concat([ways, judged(gains, chosen, request.seed)], axis=1)
    failures = pd.concat([first.failures, second.failures]).drop_duplicates(["point", "seed"])
    done = Searched(request, options, table, runs, failures, record_of(closer, second))
    if kept is None:
        return done

    def fill(folder: Path) -> None:
        from analysis.figures.front import draw_all

        draw_all(done, folder / "figures", request.language)

    tables = {"ways": table, "runs": runs, "failures": failures}
    return replace(done, folder=write_folder(kept, tables, done.record, fill))


def judged(gains: np.ndarray, chosen: np.ndarray, seed: int) -> pd.DataFrame:
    """Means, half-widths and front of all ways; only the chosen ones, run often, may be on it."""
    chosen = chosen[chosen > 0]  # the first way brings nothing: it is no choice
    with_all = front_table(gains[chosen], seed)
    few = pd.DataFrame({"seeds": np.isfinite(gains).all(axis=2).sum(axis=1)})
    for aim in range(gains.shape[2]):
        few[f"mean_{aim}"] = np.nanmean(gains[:, :, aim], axis=1)
        few[f"half_{aim}"] = np.nan
    few["front"], few["chance"] = False, 0.0
    for column in few.columns:
        few.loc[chosen, column] = with_all[column].to_numpy()
    return few.astype({"front": bool})


def resume(folder: Path, *, jobs: int | None = None) -> Searched:
    """Go on with an interrupted search."""
    target = target_of(folder)
    return search(Request.from_json(read_plan(target)["arguments"]), jobs=jobs, out=target)


def table_heads(done: Searched, language: Language) -> tuple[str, ...]:
    """Heads of the table of the front."""
    aims = [
        f"{OUTCOME[aim].title(language)} ({unit_in(language, OUTCOME[aim].unit)})"
        for aim in done.request.aims
    ]
    if language == "de":
        return ("Aufteilung", *aims, "sicher vorn, %")
    return ("way of sharing out", *aims, "surely in front, %")


def table_rows(done: Searched, language: Language) -> list[tuple[str, ...]]:
    """The front, then the rules of thumb, as text."""
    rules = done.ways[~done.ways["rule"].isin([GRID, NOTHING])]
    rows = []
    for _, row in pd.concat([done.front, rules]).iterrows():
        cells = [way_in_words(row, done.options, language)]
        for number, aim in enumerate(done.request.aims):
            digits = digits_for(OUTCOME[aim].matters) + 1
            mean = signed_in(language, float(row[f"mean_{number}"]), digits)
            half = number_in(language, float(row[f"half_{number}"]), digits)
            cells.append(f"{mean} ± {half}")
        cells.append(number_in(language, 100.0 * float(row["chance"]), 0))
        rows.append(tuple(cells))
    return rows


_RULES: Mapping[str, tuple[str, str]] = {
    EQUALLY: ("zu gleichen Teilen", "in equal parts"),
    LIKE_NOW: ("wie heute verteilt", "as shared out now"),
}


def rule_in_words(rule: str, language: Language) -> str:
    """A rule of thumb in German or English."""
    return _RULES[rule][0 if language == "de" else 1]


def way_in_words(row: "pd.Series[Any]", options: Sequence[Option], language: Language) -> str:
    """A way in words: 7.5 placement, 2.5 debt advice; a rule of thumb by its name."""
    if row["rule"] in _RULES:
        return rule_in_words(str(row["rule"]), language)
    parts = []
    for option in options:
        posts = float(row[option.name])
        if posts > 0.0:
            digits = 0 if posts == round(posts) else 1
            parts.append(f"{number_in(language, posts, digits)} {option.title(language)}")
    return ", ".join(parts)


def sentences(done: Searched, language: Language) -> list[str]:
    """Whether searching beats the rules of thumb, aim by aim."""
    lines = []
    ways = done.ways
    rules = ways[~ways["rule"].isin([GRID, NOTHING])]
    for number, aim in enumerate(done.request.aims):
        found = OUTCOME[aim]
        best = done.front.nlargest(1, f"mean_{number}").iloc[0]
        thumb = rules.nlargest(1, f"mean_{number}").iloc[0]
        gain = float(best[f"mean_{number}"] - thumb[f"mean_{number}"])
        digits = digits_for(found.matters) + 1
        words = {
            "best": way_in_words(best, done.options, language),
            "thumb": way_in_words(thumb, done.options, language),
            "gain": signed_in(language, gain, digits),
            "unit": unit_in(language, found.unit),
            "title": found.title(language),
        }
        text = (
            "{title}: am meisten bringt {best}; gegen die beste Faustregel ({thumb}) {gain} {unit}."
            if language == "de"
            else "{title}: most is brought by {best}; against the best rule of thumb ({thumb}) "
            "{gain} {unit}."
        )
        lines.append(text.format(**words))
    return lines
