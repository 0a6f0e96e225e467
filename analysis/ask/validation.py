"""Validate a place: run its status quo under the posterior, and judge every pattern."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.ask.campaigns import means_of
from analysis.measures.pairs import located
from analysis.measures.run_tables import keeper, stored_run
from analysis.options import whole_number
from analysis.publish.validation import write_validation
from analysis.requests.comparison import NEUTRAL_STEERING
from analysis.results.validation import NEUTRAL, Validation
from experiments.calibration.posterior import Posterior, load_posterior
from experiments.calibration.sampling import systematic
from experiments.calibration.space import chances
from experiments.calibration.status_quo import Simulator
from experiments.pattern_measures import pattern_measures
from experiments.patterns import load_patterns, too_short, unmeasurable
from experiments.plan import pair_seed
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.frames import Results
from experiments.study.running import run_study
from experiments.study.starts import shipped_world
from experiments.study.whole import runs_by_pair
from experiments.writing import placed, refuse_taken
from model.errors import Fault, SozialraumError, raise_if
from model.scenario import resolve
from model.words import Language, Message

COMMAND = "validate"
NAN = float("nan")
BESIDE_NEUTRAL = ("share_near", "profile_near_share")  # measured under neutral steering too
RUNS, QUICK_RUNS = 24, 8
MONTHS, QUICK_MONTHS = 96, 60
STATUS_QUO = "status-quo"


def validate(
    place: str | Path,
    *,
    quick: bool = False,
    runs: int | None = None,
    seed: int = 1,
    jobs: int | None = None,
    out: str | Path | None = None,
    language: Language = "de",
    quiet: bool = False,
    simulator: Simulator | None = None,
    store: str | Path | None = None,
) -> Validation:
    """Run the status quo of a place under its posterior and judge every pattern.

    Args:
        place: name or folder of a place.
        quick: fewer and shorter runs (the trend of the stock then spans five years).
        runs: number of runs, each with its own seed and draw; default 24, quick 8.
        seed: seed of the whole.
        jobs: worker processes; default: the cores this process may use.
        out: folder to write table and figure to; None writes nothing.
        language: "de" or "en".
        quiet: no progress bar.
        simulator: instead of the model, for tests.
        store: folder of the store of runs; default results/store or $SOZIALRAUM_STORE.

    Raises:
        InputError: no such place, patterns or a posterior that cannot be read, or a value that no
            run of this length can tell (quick leaves those out).
        OutputError: the result cannot be written.
    """
    count = runs if runs is not None else QUICK_RUNS if quick else RUNS
    faults: list[Fault] = [*whole_number("runs", count, 2, 10_000), *whole_number("seed", seed, 0)]
    raise_if(faults)
    shipped = shipped_world(resolve(STATUS_QUO, place=place).place_folder)
    patterns = load_patterns(shipped.place_folder)
    posterior = load_posterior(shipped.place_folder)
    months = QUICK_MONTHS if quick else MONTHS
    raise_if([] if quick else unmeasurable(patterns, months))
    refuse_taken(out)
    values = _drawn(posterior, count, seed)
    if simulator is not None:
        seeds = [pair_seed(seed, number) for number in range(count)]
        found = [dict(simulator(*run)) for run in zip(values, seeds, strict=True)]
    else:
        study = _study(str(place), values, posterior, months, seed)
        found = _measured(run_study(study, keeper(), means_of(jobs, quiet, store)))
    measures = pd.DataFrame(found)
    done = Validation(shipped, patterns, measures, posterior, months, seed, language)
    return placed(done, out, write_validation)


def left_out(place: str | Path) -> list[str]:
    """Measures that get no verdict if quick: runs are too short for them."""
    patterns = load_patterns(resolve(STATUS_QUO, place=place).place_folder)
    return [value.measure for value in too_short(patterns, QUICK_MONTHS)]


def _drawn(posterior: Posterior | None, count: int, seed: int) -> list[Mapping[str, float]]:
    """The values of every run; draws are spread evenly over the posterior."""
    if posterior is None:
        return [{}] * count
    rows = systematic(posterior.weights, count, float(chances(seed, 0, 1)[0]))
    return [posterior.named(row) for row in rows]


def _study(
    place: str,
    values: Sequence[Mapping[str, float]],
    posterior: Posterior | None,
    months: int,
    seed: int,
) -> Study:
    """A point per run: the status quo, and its twin under neutral steering."""
    names = tuple(values[0])
    study = Study(
        name=COMMAND,
        title={},
        place=located(place),
        arms=(
            StudyArm(STATUS_QUO, STATUS_QUO),
            StudyArm(
                "neutral", STATUS_QUO, dict.fromkeys(NEUTRAL_STEERING, 0.0), begins_as=STATUS_QUO
            ),
        ),
        months=months,
        seed=seed,
        pairs=1,
        every="monthly",
        outcomes=("stock",),
        settings={},
        kind="draws",
        factors=tuple(Factor(name, NAN, NAN) for name in names),
        points=tuple(tuple(row[name] for name in names) for row in values),
        start="own" if posterior is None else "resettled",
        resettling=0 if posterior is None else posterior.resettling,
        drawn=posterior is not None,
        spans=tuple((number, 1) for number in range(len(values))),
        asked={"command": COMMAND, "arguments": {"place": place, "runs": len(values)}},
    )
    return study.named([Path(place).name], [place, months, seed, study.points])


def _measured(results: Results) -> list[dict[str, float]]:
    """The measures of every run, those of its twin as NEUTRAL + measure.

    Raises:
        SozialraumError: a run has failed; says why.
    """
    for row in results.states().to_pylist():
        if row["status"] != "done":
            raise SozialraumError(
                Message("The status quo cannot be run: {message}", message=row["message"])
            )
    found = {}
    for point, _, tables in runs_by_pair(results, "monthly"):
        mine, other = (pattern_measures([stored_run(one)]) for one in tables)
        found[point] = mine | {f"{NEUTRAL}{name}": other[name] for name in BESIDE_NEUTRAL}
    return [found[point] for point in sorted(found)]
