"""Results of every question whose numbers are planted: nothing is simulated."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from analysis.requests.decomposition import BY_SWITCH
from analysis.requests.decomposition import Request as Parts
from analysis.requests.frontier import Request as Posts
from analysis.requests.tipping import Request as Sweep
from analysis.results.decomposition import Decomposed
from analysis.results.frontier import GRID, NOTHING, Searched
from analysis.results.lost import Losing, Lost
from analysis.results.one_run import OneRun
from analysis.results.sensitivity import Sensitivity
from analysis.results.tipping import Swept
from analysis.results.worth import Worth
from analysis.sensitivity.boxes import Bound, Box
from analysis.sensitivity.shapley import REMAINDER, TOTAL
from analysis.sensitivity.staffing import LIKE_NOW, options_of
from experiments.plan import Plan, name_arms
from model.scenario import resolve
from model.words import Language
from testkit.fake_results import fake_run

ARMS = ("siloed", "production-network")
LEVELS = [0.0, 0.5, 1.0]
KAPPA, UNDECIDED = "casework.kappa", "search.effect.debt"
AIMS = ("integrations", "participation")
NONE = pd.DataFrame()


def swept(differences: list[float], half: float, sure: float, pays: str = "from") -> Swept:
    """A sweep along cooperation, planted."""
    at = np.array(differences)
    levels = pd.DataFrame({"outcome": "participation", "along": "cooperation", "level": LEVELS,
                           "difference": at, "low": at - half, "high": at + half,
                           "sign": np.sign(at)})  # fmt: skip
    row = {"outcome": "participation", "along": "cooperation", "at": 0.5, "low": 0.4, "high": 0.6,
           "pays": pays, "sure_from": sure, "sure_to": sure}  # fmt: skip
    request = Sweep(*ARMS, outcomes=("participation",), along=("cooperation",))
    none = pd.DataFrame()
    return Swept(request, levels, pd.DataFrame([row]), none, none, {})


def studied(widest: float, value: float = 0.6) -> Sensitivity:
    """A study whose widest interval is so wide."""
    on = "difference"
    ends = (value, value - 0.1, value + 0.1)
    indices = pd.DataFrame(
        [("participation", on, "casework", index, *ends) for index in ("ST", "S1")],
        columns=["outcome", "on", "input", "index", "value", "low", "high"],
    )
    rows = pd.DataFrame([{"outcome": "participation", "on": on, "widest": widest, "tolerance": 0.05,
                          "enough": False, "needed": 512, "points": 4000, "base": 8}])  # fmt: skip
    parts = pd.DataFrame([("participation", on, part, 0.3) for part in ("parameters", "chance",
                          "interaction")], columns=["outcome", "on", "part", "share"])  # fmt: skip
    runs = pd.DataFrame([{"point": p, "seed": s, "arm": arm, "outcome": "participation",
                          "value": 6.0 + p * (arm != "siloed")}
                         for p in range(12) for s in range(2) for arm in ARMS])  # fmt: skip
    titles = {"base": "Nebeneinander", "other": "Produktionsnetzwerk"}
    request = SimpleNamespace(outcomes=("participation",), seeds=2, language="de", titles=titles)
    design = SimpleNamespace(method=SimpleNamespace(name="sobol"), base=4, unit=np.zeros((12, 1)),
                             inputs=[SimpleNamespace(name="casework")])  # fmt: skip
    return Sensitivity(request, design, pd.DataFrame({"x": range(12)}), runs, indices, parts, rows,
                       pd.DataFrame(), (), {})  # type: ignore[arg-type]  # fmt: skip


def weighed() -> Worth:
    """What knowing two assumptions is worth, planted."""
    rows = [(KAPPA, 0.4, 0.1, 0.7), (UNDECIDED, 0.1, -0.1, 0.3)]
    table = pd.DataFrame(rows, columns=["input", "value", "low", "high"])
    record = {"content": "0123456789abcdef", "ended": "20260131T093000Z"}
    right = np.array([0.2, 0.8])
    return Worth("participation", table, (0.1, 0.5), list(ARMS), right, record=record)


def lost_somewhere() -> Lost:
    """A box within bounds on two assumptions, planted."""
    points = pd.DataFrame({KAPPA: np.linspace(0, 1, 9), UNDECIDED: np.linspace(1, 0, 9)})
    bounds = {KAPPA: Bound(-np.inf, 0.5, 0.01), UNDECIDED: Bound(0.2, 0.8, 0.02)}
    box = Box(bounds, 0.5, 0.9, 0.3)
    regret = pd.DataFrame([{"outcome": "participation", "arm": arm, "regret_mean": 0.1,
                            "regret_90": 0.2, "best": 0.5} for arm in ARMS])  # fmt: skip
    one = Losing([box], points[KAPPA].to_numpy() < 0.5, points, regret)
    return Lost(*ARMS, {"participation": one}, {"content": "0123456789abcdef"})


def decomposed(total: float = 1.2, language: Language = "de") -> Decomposed:
    """A difference that every mechanism has a part in, planted."""
    names = [*BY_SWITCH, REMAINDER, TOTAL]
    values = [*np.linspace(1.0, -0.8, len(BY_SWITCH)), 0.1, total]
    parts = pd.concat(
        pd.DataFrame({"outcome": outcome, "part": names, "value": values,
                      "low": np.array(values) - 0.05, "high": np.array(values) + 0.05})
        for outcome in AIMS
    )  # fmt: skip
    request = Parts(*ARMS, outcomes=AIMS, language=language)
    return Decomposed(request, parts, NONE, NONE, NONE, {}, exact=True)


def searched(language: Language = "de") -> Searched:
    """Ways of sharing out ten posts, and a rule of thumb, planted."""
    request = Posts("production-network", aims=AIMS, language=language)
    options = tuple(options_of(resolve("production-network"), (), []))
    rows = [{option.name: 0.0 for option in options} | {"rule": rule, "front": rule == GRID}
            for rule in (NOTHING, *[GRID] * 9, LIKE_NOW)]  # fmt: skip
    for at, row in enumerate(rows[1:]):
        row |= {options[at % 6].name: 7.5, options[(at + 1) % 6].name: 2.5}
    ways = pd.DataFrame(rows)
    for aim in range(2):
        ways[f"mean_{aim}"] = np.linspace(0.0, 0.4, len(ways))[:: 1 - 2 * aim]
        ways[f"half_{aim}"] = 0.01
    ways["chance"] = 0.5
    return Searched(request, options, ways, NONE, NONE, {})


def one_run(language: Language = "de") -> OneRun:
    """One run of the status quo, made up."""
    plan = Plan(name_arms([resolve("status-quo")]), 24, 1)
    return OneRun(plan, fake_run("status-quo", months=24), {}, language)
