"""Views as HTML: the chart, the same as a table, and the source, one of which is shown."""

from functools import lru_cache
from typing import Any

from analysis.measures.outcomes import OUTCOME
from analysis.results.comparison import Comparison
from analysis.wording import FORMULA, of_data, unit_in
from experiments.record import package_version, source_hash
from model.words import Language
from sozialraum.page.views.shape import View
from sozialraum.page.words import PAGE

SHOWN = 12  # letters of a result's name


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("sozialraum.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Any:
    """A template of the page; every text in it is escaped unless it is a picture of ours."""
    return _environment().get_template(name)


def as_html(view: View, comparison: Comparison, status: str, language: Language) -> str:
    """A view as the page shows it. status: how far the answer is that it follows from."""
    outcomes = [
        (one.title(language), unit_in(language, one.unit), of_data(language, FORMULA, one.formula))
        for one in (OUTCOME[name] for name in view.outcomes)
    ]
    rendered: str = template("view.html").render(
        view=view,
        w=PAGE.spoken(language),
        status=status,
        result=result_of(comparison),
        origin=origin_of(comparison, language),
        outcomes=outcomes,
    )
    return rendered


def result_of(comparison: Comparison) -> str:
    """What a result is known by."""
    return str(comparison.record.get("content", ""))[:SHOWN]


def origin_of(comparison: Comparison, language: Language) -> str:
    """Where numbers come from: place, months, seed, sets of assumptions, version."""
    plan, say = comparison.plan, PAGE.spoken(language)
    place: Any = plan.base.scenario.labels.get("place", {}).get("", {})
    draws = comparison.draws
    return say(
        "origin_text",
        place=str(place.get("title", plan.place)),
        months=plan.months,
        seed=plan.seed,
        draws=0 if draws is None else len(set(draws.tolist())),
        version=f"{package_version()}-{source_hash()[:8]}",
    )
