"""What may stand in a study file: frozen models that refuse unknown keys.

Field descriptions are the manual.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator

from experiments.store.keys import Every
from model.scenario.spec import Plain

_NAME = r"^[A-Za-z0-9][\w.+-]*$"
_LONGEST = 80  # letters of a name: it becomes the name of a folder
LONGEST_KEPT = 200  # letters of the name of a study that a command has made
Name = Annotated[
    str,
    Field(
        pattern=_NAME,
        max_length=_LONGEST,
        description="letters, digits and . _ + - (it becomes the name of a folder)",
    ),
]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Months = Annotated[int, Field(ge=1, le=1200)]
Value = float | bool
type Correction = Literal["bonferroni", "sidak", "none"]


def _checked(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    """The value itself, not the float it is checked as: hashes of true and 1.0 differ."""
    check(value)
    return value


def _or_nan(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    return float("nan") if value is None else _checked(value, check)


# What the store remembers. Names of arms are as of scenarios: commands number them and add words.
ArmName = Annotated[str, Field(pattern=r"^[\w][\w .+()-]*$", max_length=LONGEST_KEPT)]
Word = Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*$", max_length=200)]
Kept = Annotated[float, Field(allow_inf_nan=False), WrapValidator(_checked)]
KeptOrNone = Annotated[float, Field(allow_inf_nan=False), WrapValidator(_or_nan)]


def is_name(text: str) -> bool:
    """True if a text can be the name of a study, and so of a folder; commands give long ones."""
    return bool(re.fullmatch(_NAME, text)) and len(text) <= LONGEST_KEPT


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TitleSpec(_Table):
    """A text in the two languages of the program."""

    de: Plain = Field(description="German")
    en: Plain = Field(description="English")


class ArmSpec(_Table):
    """An arm with settings of its own."""

    scenario: str = Field(description="arrangement, or path of a scenario file beside the study")
    name: Name | None = Field(default=None, description="name in results; default: the scenario's")
    settings: dict[str, Value] = Field(default_factory=dict, description="name → value, as --set")
    begins_as: Name | None = Field(
        default=None, description="arm whose burn-in it shares though parameters differ"
    )


class FactorSpec(_Table):
    """A dimension of the design: `values` for a grid; `low` and `high` for the others."""

    values: list[Value] | None = Field(default=None, description="grid: the values")
    low: float | None = Field(default=None, description="lowest value; default: of its range")
    high: float | None = Field(default=None, description="highest value; default: of its range")
    scale: Literal["linear", "log"] = Field(default="linear", description="how it is spread")
    arms: list[str] = Field(default_factory=list, description="arms it is set in; default: all")


class DesignSpec(_Table):
    """Which points are run."""

    kind: Literal["grid", "latin-hypercube", "sobol", "file"]
    points: Count | None = Field(default=None, description="latin-hypercube, sobol: how many")
    seed: int = Field(default=1, ge=0, description="latin-hypercube, sobol: of the design")
    file: str | None = Field(default=None, description="file: CSV beside the study, column = name")
    factors: dict[str, FactorSpec | list[Value]] = Field(
        default_factory=dict, description="name as for --set → values or span"
    )


class KeepSpec(_Table):
    """What is kept of each run."""

    every: Every = Field(
        default="end",
        description="end: outcomes of the whole run; yearly: of each year too; monthly: measures "
        "of each month too; whole: groups, ties and people too",
    )
    outcomes: list[str] | Literal["headline", "all"] = Field(
        default="headline", description="what is reported; all are kept"
    )


class StopSpec(_Table):
    """Pairs are added until every outcome named is within ± its value."""

    within: dict[str, float] = Field(min_length=1, description="outcome → ± in its unit")
    most_pairs: Count = Field(default=400, description="most pairs of a point")
    most_runs: int = Field(default=0, ge=0, description="budget of the whole study; 0: none")
    level: float = Field(default=0.95, gt=0.5, lt=1.0, description="of all intervals of a point")
    correction: Correction = Field(default="bonferroni", description="for several outcomes, arms")


class StudySpec(_Table):
    """A study file."""

    name: Name | None = Field(default=None, description="default: the name of the file")
    title: TitleSpec | None = None
    place: str | None = Field(default=None, description="place; default: the scenarios' own")
    arms: list[str | ArmSpec] = Field(min_length=1, description="the first is the base")
    months: Months = 96
    seed: Annotated[int, Field(ge=0)] = 1
    pairs: Count = Field(default=20, description="per point; with [stop]: to begin with")
    checks: bool = Field(default=False, description="checks inside every run; slower")
    settings: dict[str, Value] = Field(default_factory=dict, description="held fixed in all runs")
    design: DesignSpec | None = Field(default=None, description="default: one point")
    keep: KeepSpec = Field(default_factory=KeepSpec)
    stop: StopSpec | None = None
