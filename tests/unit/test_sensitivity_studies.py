"""Studies from request to folder with a made-up model: kept, taken up again, said, refused."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from testkit.made_up_model import MadeUpModel, made_up_model

from analysis.ask import decomposition, frontier, pilot, tipping
from analysis.ask import sensitivity as asking
from analysis.ask.campaigns import taken_up
from analysis.ask.guided import guided
from analysis.figures.tipping import draw_boxes
from analysis.findings.frontier import sentences as front_in_words
from analysis.findings.sensitivity import sentences
from analysis.findings.tipping import lost_in_words, thresholds_in_words
from analysis.findings.worth import worth_in_words
from analysis.requests import sensitivity as study
from analysis.requests.decomposition import Request as Decompose
from analysis.requests.frontier import Request as Search
from analysis.requests.sensitivity import COMMAND, Request
from analysis.requests.tipping import Request as Sweep
from analysis.results import sensitivity as result
from analysis.results.frontier import NOTHING
from analysis.results.lost import where_it_loses
from analysis.results.worth import worth_for
from analysis.sensitivity.indices import TooManyFailed
from analysis.tables.decomposition import table_rows as parts_as_text
from analysis.tables.sensitivity import table_heads, table_rows
from experiments.executors import InterruptedRun
from experiments.result_folder import RECORD
from experiments.study.running import Means
from model.errors import InputError, OutputError, SozialraumError
from model.scenario import resolve
from sozialraum.duration import seconds_of

BASE, OTHER, RIVAL = "siloed", "production-network", "case-management-only"
VARIED = ("search.base", "casework.kappa", "pipeline.referral")


@pytest.fixture(autouse=True)
def no_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parameters vary one by one here; draws of a posterior have tests of their own."""
    monkeypatch.setattr("analysis.requests.sensitivity.load_posterior", lambda _: None)


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> MadeUpModel:
    return made_up_model(monkeypatch)


def request(**more: object) -> Request:
    settings = {"parameters": VARIED, "grouped": False, "runs": 32, "seed": 0, **more}
    return Request(BASE, OTHER, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "method",
    [
        "sobol",
        "morris",
        *(pytest.param(m, marks=pytest.mark.slow) for m in ("fast", "pawn", "delta")),
    ],
)
def test_every_method_writes_tables_figures_and_words(method: str, tmp_path: Path) -> None:
    runs = {"sobol": 32, "morris": 12, "fast": 65, "pawn": 100, "delta": 100}[method]
    asked = request(method=method, runs=runs)
    done = asking.sensitivity(asked, jobs=1, out=tmp_path / "out", quiet=True)
    assert done.folder == tmp_path / "out"
    names = {path.name for path in done.folder.iterdir()}
    assert {
        *(f"{n}.parquet" for n in result.Sensitivity.TABLES),
        RECORD,
        "figures",
        "summary.md",
    } <= names
    page = (done.folder / "summary.md").read_text(encoding="utf-8")
    assert f"sensitivity siloed production-network --method {method} --no-groups" in page
    assert "casework.kappa" in page
    endings = {path.suffix for path in (done.folder / "figures").iterdir()}
    assert endings == {".png", ".svg", ".csv"}
    assert set(done.ranked("participation")["input"][:2]) == {"search.base", "casework.kappa"}
    german, english = (" ".join(sentences(done, tongue)) for tongue in ("de", "en"))  # type: ignore[arg-type]
    assert "weicht der Bestand" in german
    assert "gleich: es gibt nichts zu erklären" in german  # integrations never vary
    assert "casework.kappa" in english
    assert len(table_rows(done, "de")[0]) == len(table_heads(done, "de"))
    assert done.as_json()["points"] == len(done.points)
    again = result.load(done.folder)
    pd.testing.assert_frame_equal(again.indices, done.indices)


def test_groups_are_analysed_as_one(tmp_path: Path) -> None:
    done = asking.sensitivity(request(grouped=True), jobs=1, quiet=True)
    assert set(done.design.inputs) == {"labour_market", "casework", "pipeline"}
    assert len(done.points) == 32 * 5


def test_an_interrupted_study_is_taken_up_where_it_stopped(
    model: MadeUpModel, tmp_path: Path
) -> None:
    whole = asking.sensitivity(request(), jobs=1, quiet=True, store=tmp_path / "calm")
    all_of_it, model.runs, model.stop_after = model.runs, 0, 100
    store = tmp_path / "store"
    with pytest.raises(InterruptedRun, match=r"sozialraum sensitivity --resume (\S+)") as stopped:
        asking.sensitivity(request(), jobs=1, quiet=True, store=store)
    name = stopped.value.then.split()[-1]
    model.stop_after = np.inf
    done = asking.sensitivity(
        taken_up(name, COMMAND, Request, store), jobs=1, out=tmp_path / "out", store=store
    )
    assert model.runs <= all_of_it + 100
    pd.testing.assert_frame_equal(done.indices, whole.indices)
    before = model.runs
    for result_of in (name, name[-8:], str(tmp_path / "out")):
        again = asking.sensitivity(
            taken_up(result_of, COMMAND, Request, store), jobs=1, store=store
        )
        pd.testing.assert_frame_equal(again.runs, done.runs)
    assert model.runs == before, "nothing is run twice"


def test_an_arm_more_runs_that_arm_only(model: MadeUpModel) -> None:
    asking.sensitivity(request(runs=16), jobs=1, quiet=True)
    before = model.runs
    asking.sensitivity(request(runs=16, also=(RIVAL,)), jobs=1, quiet=True)
    assert model.runs == before + before // 2


def test_a_taken_folder_is_refused_before_anything_runs(model: MadeUpModel, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(OutputError, match="something in it"):
        asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    assert model.runs == 0


def test_failed_points_are_reported_and_left_out(model: MadeUpModel, tmp_path: Path) -> None:
    model.above = -1.85
    done = asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    assert len(done.failures) > 0
    assert "fehlgeschlagen" in " ".join(sentences(done, "de"))
    assert done.record["reasons"] == {"this point cannot be run": len(done.failures)}
    assert done.convergence["base"].max() < 32


def test_too_many_failures_are_said_with_the_reason(model: MadeUpModel, tmp_path: Path) -> None:
    model.above = -3.4
    with pytest.raises(TooManyFailed, match="this point cannot be run"):
        asking.sensitivity(request(runs=16), jobs=1, out=tmp_path / "out", quiet=True)


def test_nothing_is_left_if_no_point_can_be_run(model: MadeUpModel, tmp_path: Path) -> None:
    model.above = -9.0
    with pytest.raises(SozialraumError, match=r"No point could be run"):
        asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    assert list(tmp_path.iterdir()) == []


def test_all_faults_of_a_request_are_reported_at_once() -> None:
    asked = Request(
        "silod", OTHER, method="sobl", parameters=("nope",), outcomes=("participatin",), seeds=0,
        settling="never",  # type: ignore[arg-type]
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        study.prepare(asked)
    text = str(error.value)
    near = re.findall(r"did you mean: (\S+)\?", text)
    assert {"siloed", "sobol", "participation"} <= set(near)
    assert "seeds" in text
    assert "--settling" in text


def test_a_budget_sets_the_runs_or_says_what_it_would_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = request(runs=None, budget=600.0)
    base, each = pilot.base_sample(study.prepare(asked), Means(jobs=1))
    assert base >= 16
    assert base & (base - 1) == 0
    assert each is not None
    monkeypatch.setattr(pilot, "FASTEST", 0.0)
    with pytest.raises(InputError, match=r"at least .*min"):
        pilot.base_sample(study.prepare(request(runs=None, budget=1e-9)), Means(jobs=1))


def test_a_budget_that_no_run_can_meet_is_refused_before_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pilot, "collect", lambda *_: pytest.fail("something is run"))
    with pytest.raises(InputError, match=r"(?s)needs \d+.*some minutes"):
        pilot.base_sample(study.prepare(request(runs=None, budget=0.1)), Means(jobs=1))


@pytest.mark.slow
def test_screening_keeps_what_counts_and_puts_the_rest_into_one_group(tmp_path: Path) -> None:
    lines: list[str] = []
    asked = Request(
        BASE, OTHER, grouped=False, runs=16, seed=0, parameters=("casework.kappa", "pipeline")
    )
    done = guided(asked, jobs=1, out=tmp_path / "out", told=lines.append)
    assert done.design.inputs.count("rest") == 1
    assert "casework.kappa" in done.design.inputs
    assert any("Bevorzugung bei der Beratungszeit" in line for line in lines)
    assert done.ranked("participation")["input"].iloc[0] == "casework.kappa"
    assert (tmp_path / "out-screening" / RECORD).exists()


@pytest.fixture
def sampled(tmp_path: Path) -> result.Sensitivity:
    asked = request(also=(RIVAL,), runs=128)
    return asking.sensitivity(asked, jobs=1, out=tmp_path / "study", quiet=True)


def test_boxes_regret_and_worth_are_read_from_a_study(
    sampled: result.Sensitivity, tmp_path: Path
) -> None:
    lost = where_it_loses(sampled, ["participation"])
    names = {name for box in lost.outcomes["participation"].boxes for name in box.bounds}
    assert names == {"search.base", "casework.kappa"}
    assert "verliert gegen Nebeneinander" in lost_in_words(lost, "de")[0]
    assert [path.name for path in draw_boxes(lost, tmp_path, "de")] == ["box-participation.png"]
    assert lost.as_json()["boxes"]["participation"][0]["density"] > 0.7
    worth = worth_for(sampled, "participation")
    assert set(worth.table["input"][:2]) == {"search.base", "casework.kappa"}
    assert worth.table["low"].iloc[0] > 0.0
    assert "Bevorzugung bei der Beratungszeit" in " ".join(worth_in_words(worth, "de"))
    assert "casework.kappa" in " ".join(worth_in_words(worth, "en"))
    with pytest.raises(InputError, match="neither good nor bad"):
        worth_for(sampled, "stock")


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sensitivity study"):
        result.load(tmp_path)


def test_a_decomposition_adds_up_and_is_drawn(tmp_path: Path) -> None:
    asked = Decompose(BASE, OTHER, outcomes=("participation",), seeds=3, seed=0)
    done = decomposition.decompose(asked, jobs=1, out=tmp_path / "out", quiet=True)
    parts = done.of("participation").set_index("part")["value"]
    assert abs(parts.drop("total").sum() - parts["total"]) < 1e-12
    assert parts["handover"] == pytest.approx(1.0, abs=0.05)
    assert (tmp_path / "out" / "figures" / "waterfall-participation.png").exists()
    assert len(parts_as_text(done, "de")) == 13


def test_a_wrong_mechanism_is_refused() -> None:
    with pytest.raises(InputError, match=r"did you mean: handover\?"):
        Decompose(BASE, OTHER, mechanisms=("handovr",)).check()


def test_sweeps_find_the_tipping_point(tmp_path: Path) -> None:
    """The gain is base + 3.7 − kappa + 2 (share − 1): it tips where that is 0."""
    asked = Sweep(BASE, OTHER, outcomes=("participation",), seeds=3, seed=0,
                            along=("cooperation",))  # fmt: skip
    done = tipping.sweeps(asked, jobs=1, out=tmp_path / "out", quiet=True)
    assert done.thresholds["pays"].iloc[0] == "from"
    shipped = resolve(BASE).parameters
    tips = 1.0 - (shipped["search.base"].value + 3.7 - shipped["casework.kappa"].value) / 2.0
    assert done.thresholds["at"].iloc[0] == pytest.approx(tips, abs=0.02)
    assert (tmp_path / "out" / "figures" / "tipping-participation.png").exists()
    assert len(thresholds_in_words(done, "de")) == 3
    with pytest.raises(InputError, match=r"did you mean: cooperation\?"):
        Sweep(BASE, OTHER, along=("cooperaton",)).check()


def test_a_search_finds_the_best_way(tmp_path: Path) -> None:
    asked = Search(OTHER, posts=4.0, options=("officers", "debt_advice"), seed=0, more=6)
    done = frontier.search(asked, jobs=1, out=tmp_path / "out", quiet=True)
    best = done.front.iloc[0]
    assert (best["officers"], best["debt_advice"]) == (4.0, 0.0)
    assert done.front["seeds"].min() == 6
    assert NOTHING not in set(done.front["rule"])
    assert set(done.ways["rule"]) == {"nothing", "grid", "equally", "as_now"}
    assert "Faustregel" in " ".join(front_in_words(done, "de"))
    assert (tmp_path / "out" / "figures" / "front.png").exists()
    with pytest.raises(InputError, match=r"did you mean: debt_advice\?"):
        Search(OTHER, options=("officers", "debt_advise")).check()


@pytest.mark.parametrize(
    ("text", "seconds"), [("10min", 600.0), ("1.5h", 5400.0), ("90s", 90.0), ("1,5 h", 5400.0)]
)
def test_spans_of_time(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["ten", "10", "10 days", "-3min"])
def test_a_span_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InputError, match="10min"):
        seconds_of(text)
