"""The front door: `import sozialraum as sr`.

    sr.compare("siloed", "production-network", pairs=20)   paired comparison with tables and figures
    sr.verdict(result), sr.draw_comparison(result, folder)   its sentences and its figures
    sr.run("status-quo", seed=1)                           one run and the known patterns
    sr.results("my-study")                                 what a study has found, as pandas
    sr.results(sql="SELECT …")                             SQL over all runs of the store
    sr.list_scenarios(), sr.list_places()                  what there is
    sr.resolve("production-network")                       a scenario with every value filled in

Names are imported when they are first used: the import itself costs nothing.
"""

import importlib
from typing import TYPE_CHECKING as _CHECKING

if _CHECKING:
    from analysis.ask.comparison import compare, resume
    from analysis.ask.one_run import run
    from analysis.ask.studies import load_study, results, run_study
    from analysis.ask.validation import validate
    from analysis.findings.verdict import verdict
    from analysis.measures.outcomes import OUTCOMES, Outcome
    from analysis.publish.comparison import draw_comparison
    from analysis.results.comparison import Comparison
    from analysis.results.one_run import OneRun
    from analysis.results.validation import Validation
    from experiments.checking import check
    from model.audit import audit
    from model.bench import bench
    from model.errors import CheckError, InputError, OutputError, SozialraumError
    from model.scenario import Scenario, list_places, list_scenarios, resolve
    from model.simulate import RunResult, burn_in, simulate

_HOMES = {
    "OUTCOMES": "analysis.measures.outcomes",
    "CheckError": "model.errors",
    "Comparison": "analysis.results.comparison",
    "InputError": "model.errors",
    "OneRun": "analysis.results.one_run",
    "Outcome": "analysis.measures.outcomes",
    "OutputError": "model.errors",
    "RunResult": "model.simulate",
    "Scenario": "model.scenario",
    "SozialraumError": "model.errors",
    "audit": "model.audit",
    "bench": "model.bench",
    "burn_in": "model.simulate",
    "check": "experiments.checking",
    "compare": "analysis.ask.comparison",
    "list_places": "model.scenario",
    "list_scenarios": "model.scenario",
    "load_study": "analysis.ask.studies",
    "resolve": "model.scenario",
    "results": "analysis.ask.studies",
    "resume": "analysis.ask.comparison",
    "run": "analysis.ask.one_run",
    "run_study": "analysis.ask.studies",
    "simulate": "model.simulate",
    "Validation": "analysis.results.validation",
    "draw_comparison": "analysis.publish.comparison",
    "validate": "analysis.ask.validation",
    "verdict": "analysis.findings.verdict",
}

# How results appear in a notebook: they do not know it themselves.
_PAGES = "analysis.publish.notebook"

# In alphabetical order, whatever a name stands for.
__all__ = [  # noqa: RUF022
    "audit",
    "bench",
    "burn_in",
    "check",
    "CheckError",
    "compare",
    "Comparison",
    "draw_comparison",
    "InputError",
    "list_places",
    "list_scenarios",
    "load_study",
    "OneRun",
    "Outcome",
    "OUTCOMES",
    "OutputError",
    "resolve",
    "results",
    "resume",
    "run",
    "run_study",
    "RunResult",
    "Scenario",
    "simulate",
    "SozialraumError",
    "validate",
    "Validation",
    "verdict",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sozialraum' has no attribute {name!r}")
    if _HOMES[name].startswith("analysis."):
        importlib.import_module(_PAGES)
    value: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
