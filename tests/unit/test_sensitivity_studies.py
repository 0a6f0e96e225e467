"""Studies from request to folder with a made-up model: kept, taken up again, said, refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from testkit.known_functions import normal

from analysis.ask import decomposition, frontier, pilot, tipping
from analysis.ask import sensitivity as asking
from analysis.ask.guided import guided
from analysis.figures.tipping import draw_boxes
from analysis.findings.frontier import sentences as front_in_words
from analysis.findings.sensitivity import sentences
from analysis.findings.tipping import lost_in_words, thresholds_in_words
from analysis.findings.worth import worth_in_words
from analysis.requests import sensitivity as study
from analysis.requests.decomposition import Request as Decompose
from analysis.requests.frontier import Request as Search
from analysis.requests.sensitivity import Request
from analysis.requests.tipping import Request as Sweep
from analysis.results import sensitivity as result
from analysis.results.frontier import NOTHING
from analysis.results.lost import where_it_loses
from analysis.results.worth import worth_for
from analysis.sensitivity.indices import TooManyFailed
from analysis.tables.decomposition import table_rows as parts_as_text
from analysis.tables.sensitivity import table_heads, table_rows
from experiments.runner import InterruptedRun
from experiments.store import RECORD
from model.errors import InputError, OutputError, SozialraumError
from sozialraum.duration import seconds_of

BASE, OTHER, RIVAL = "siloed", "production-network", "case-management-only"
VARIED = ("search.base", "casework.kappa", "pipeline.referral")


@pytest.fixture(autouse=True)
def no_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parameters vary one by one here; draws of a posterior have tests of their own."""
    monkeypatch.setattr("analysis.requests.sensitivity.load_posterior", lambda _: None)


@dataclass(frozen=True)
class MadeUp:
    """Stands for `Arms`: the network gains with search.base, loses with casework.kappa."""

    arms: tuple[tuple[str, str], ...]
    place: str | None = None
    months: int = 96
    changes: Mapping[str, object] | None = None
    settling: str = "resettled"

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        if values.get("search.base", 0.0) > FAILING["above"]:
            raise SozialraumError("this point cannot be run")
        FAILING["runs"] += 1
        if FAILING["runs"] > FAILING["stop_after"]:
            raise KeyboardInterrupt
        found = {}
        for place, (name, _) in enumerate(self.arms):
            luck = 0.01 * normal(seed, f"{name}{sorted(values.items())}")
            gain = place * (values.get("search.base", -2.6) + 3.7 - values.get("casework.kappa", 1))
            gain += place * sum(v for n, v in values.items() if n.startswith("switches."))
            gain += place * (values.get("mix", 1.0) - 1.0) * 2.0
            stock = 19967.0 * (1.5 if values.get("search.base", 0.0) > -2.0 else 1.0)
            found[name] = {"participation": 6.0 + gain + luck, "integrations": 20.0, "stock": stock}
        return found


FAILING = {"above": np.inf, "runs": 0, "stop_after": np.inf}


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    FAILING.update(above=np.inf, runs=0, stop_after=np.inf)
    for module in (study, decomposition, tipping):
        monkeypatch.setattr(module, "Arms", MadeUp)


def request(**more: object) -> Request:
    settings = {"parameters": VARIED, "grouped": False, "runs": 64, "seed": 0, **more}
    return Request(BASE, OTHER, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["sobol", "morris", "fast", "pawn", "delta"])
def test_every_method_writes_tables_figures_and_words(method: str, tmp_path: Path) -> None:
    runs = {"sobol": 64, "morris": 12, "fast": 65, "pawn": 100, "delta": 100}[method]
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
    assert len(done.points) == 64 * 5


def test_an_interrupted_study_is_taken_up_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asking.sensitivity(request(), jobs=1, quiet=True)
    FAILING.update(runs=0, stop_after=100)
    with pytest.raises(InterruptedRun, match=r"sozialraum sensitivity --resume"):
        asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    FAILING.update(runs=0, stop_after=np.inf)
    done = asking.resume(tmp_path / ".out.parts", jobs=1)
    assert 0 < FAILING["runs"] <= 64 * 5 * 2 - 100
    pd.testing.assert_frame_equal(done.indices, whole.indices)
    assert not (tmp_path / ".out.parts").exists()


def test_other_points_are_not_mixed_with_kept_ones(tmp_path: Path) -> None:
    FAILING["stop_after"] = 10
    with pytest.raises(InterruptedRun):
        asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    with pytest.raises(InputError, match="another --out"):
        asking.sensitivity(request(seed=7), jobs=1, out=tmp_path / "out", quiet=True)


def test_a_taken_folder_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(OutputError, match="something in it"):
        asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    assert FAILING["runs"] == 0


def test_failed_points_are_reported_and_left_out(tmp_path: Path) -> None:
    FAILING["above"] = -1.85
    done = asking.sensitivity(request(), jobs=1, out=tmp_path / "out", quiet=True)
    assert len(done.failures) > 0
    assert "fehlgeschlagen" in " ".join(sentences(done, "de"))
    assert done.record["reasons"] == {"this point cannot be run": len(done.failures)}
    assert done.convergence["base"].max() < 64


def test_too_many_failures_are_said_with_the_reason(tmp_path: Path) -> None:
    FAILING["above"] = -3.4
    with pytest.raises(TooManyFailed, match="this point cannot be run"):
        asking.sensitivity(request(runs=16), jobs=1, out=tmp_path / "out", quiet=True)


def test_nothing_is_left_if_no_point_can_be_run(tmp_path: Path) -> None:
    FAILING["above"] = -9.0
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


def test_a_budget_sets_the_runs_or_says_what_it_would_take() -> None:
    asked = request(runs=None, budget=600.0)
    base, each = pilot.base_sample(study.prepare(asked), 1)
    assert base >= 16
    assert base & (base - 1) == 0
    assert each is not None
    with pytest.raises(InputError, match=r"at least .*min"):
        pilot.base_sample(study.prepare(request(runs=None, budget=1e-9)), 1)


def test_screening_keeps_what_counts_and_puts_the_rest_into_one_group(tmp_path: Path) -> None:
    lines: list[str] = []
    asked = Request(
        BASE, OTHER, grouped=False, runs=16, seed=0, parameters=("casework.kappa", "pipeline")
    )
    done = guided(asked, jobs=1, out=tmp_path / "out", told=lines.append)
    assert done.design.inputs.count("rest") == 1
    assert "casework.kappa" in done.design.inputs
    assert any("casework.kappa" in line for line in lines)
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
    assert "verliert gegen siloed" in lost_in_words(lost, "de")[0]
    assert [path.name for path in draw_boxes(lost, tmp_path, "de")] == ["box-participation.png"]
    assert lost.as_json()["boxes"]["participation"][0]["density"] > 0.7
    worth = worth_for(sampled, "participation")
    assert set(worth.table["input"][:2]) == {"search.base", "casework.kappa"}
    assert worth.table["low"].iloc[0] > 0.0
    assert "casework.kappa" in " ".join(worth_in_words(worth, "de"))
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
    """The gain is −2.6 + 3.7 − 1 + 2 (share − 1): it tips where the share is 0.95."""
    asked = Sweep(BASE, OTHER, outcomes=("participation",), seeds=3, seed=0,
                            along=("cooperation",))  # fmt: skip
    done = tipping.sweeps(asked, jobs=1, out=tmp_path / "out", quiet=True)
    assert done.thresholds["pays"].iloc[0] == "from"
    assert done.thresholds["at"].iloc[0] == pytest.approx(0.95, abs=0.02)
    assert (tmp_path / "out" / "figures" / "tipping-participation.png").exists()
    assert len(thresholds_in_words(done, "de")) == 2
    with pytest.raises(InputError, match=r"did you mean: cooperation\?"):
        Sweep(BASE, OTHER, along=("cooperaton",)).check()


def test_a_search_finds_the_best_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "Posts", MadeUpPosts)
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


@dataclass(frozen=True)
class MadeUpPosts:
    """Stands for `Posts`: officers bring integrations, debt advice participation."""

    arrangement: str
    place: str | None = None
    months: int = 96
    changes: Mapping[str, object] | None = None

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        luck = 0.01 * normal(seed, repr(sorted(values.items())))
        integrations = 20.0 + values["officers"] + luck
        participation = 6.0 + values["debt_advice"] + luck
        found = {"integrations": integrations, "participation": participation}
        return {self.arrangement: found}


@pytest.mark.parametrize(
    ("text", "seconds"), [("10min", 600.0), ("1.5h", 5400.0), ("90s", 90.0), ("1,5 h", 5400.0)]
)
def test_spans_of_time(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["ten", "10", "10 days", "-3min"])
def test_a_span_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InputError, match="10min"):
        seconds_of(text)
