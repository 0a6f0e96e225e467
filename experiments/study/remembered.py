"""study.json as it may be: what the store remembers of a study, checked before anybody uses it.

The file lies in a folder that others may send or share. A name in it becomes a folder, numbers
become loops: nothing is taken from it that a study file could not have said.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from experiments.store.keys import Every
from experiments.study.spec import LONGEST_KEPT, Count, is_name
from experiments.study.stopping import Correction
from model.errors import Fault, Faults, InputError
from model.scenario.spec import Plain, dotted
from model.words import Message, as_is


def _a_name(text: str) -> str:
    if not is_name(text):
        raise ValueError("letters, digits and . _ + -")
    return text


Name = Annotated[str, Field(max_length=LONGEST_KEPT), AfterValidator(_a_name)]
# As of scenarios; commands number them and add words in brackets.
ArmName = Annotated[str, Field(pattern=r"^[\w][\w .+()-]*$", max_length=LONGEST_KEPT)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Word = Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*$", max_length=200)]
# A hash, or how a world began and the hash of it: resettled-120/4f1c….
Hash = Annotated[str, Field(pattern=r"^[\w .:;,=/+()\[\]{}'-]*$", max_length=2_000)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Arm(_Table):
    name: ArmName
    scenario: Plain
    settings: dict[Word, Finite]
    begins_as: str = ""


class _Factor(_Table):
    name: Word
    low: Finite | None
    high: Finite | None
    scale: str
    arms: list[ArmName]


class _Stop(_Table):
    within: dict[Word, Annotated[Finite, Field(gt=0)]]
    first: Count
    most: Count
    most_runs: Annotated[int, Field(ge=0)]
    level: Annotated[float, Field(gt=0.5, lt=1.0)]
    correction: Correction


class _Study(_Table):
    name: Name
    title: dict[str, Plain]
    place: Plain | None
    arms: Annotated[list[_Arm], Field(min_length=1)]
    months: Annotated[int, Field(ge=1, le=1200)]
    seed: Annotated[int, Field(ge=0)]
    pairs: Count
    every: Every
    outcomes: list[Word]
    settings: dict[Word, Finite]
    kind: str
    factors: list[_Factor]
    points: Annotated[list[list[Finite | None]], Field(min_length=1, max_length=1_000_000)]
    stop: _Stop | None
    checks: bool
    design_seed: Annotated[int, Field(ge=0)]
    source: Plain
    start: Word = "own"
    resettling: Annotated[int, Field(ge=0, le=1200)] = 0
    drawn: bool = False
    spans: list[tuple[Annotated[int, Field(ge=0)], Count]] = []
    asked: dict[str, Any] = {}


class _Remembered(_Table):
    format: int
    code: Annotated[str, Field(pattern=r"^[\w.+-]+$", max_length=200)]
    study: _Study
    # Scenario, world, and how its month 0 came about, see `resolving.Identity`.
    scenarios: list[list[Annotated[list[Hash | None], Field(min_length=2, max_length=3)]]]
    digest: Hash | None = None

    @model_validator(mode="after")
    def _fits(self) -> "_Remembered":
        study = self.study
        if any(len(point) != len(study.factors) for point in study.points):
            raise ValueError("every point has a value for every factor")
        if [len(row) for row in self.scenarios] != [len(study.arms)] * len(study.points):
            raise ValueError("every point has the hashes of every arm")
        return self


def refuse_damaged(content: Any, file: str, name: str, allowed: Message) -> None:
    """Refuse what study.json could not say. name: of the study, which is that of its folder.

    Raises:
        InputError: the faults of the file.
    """
    study = content.get("study") if isinstance(content, dict) else None
    if isinstance(study, dict) and study.get("name") != name:
        problem = Message("it is about a study of another name")
        raise InputError.of(file, "study.name", problem, as_is(name))
    faults = Faults()
    try:
        _Remembered.model_validate(content, strict=False)
    except ValidationError as error:
        for wrong in error.errors(include_url=False, include_input=False):
            key = dotted(wrong["loc"])
            faults.append(Fault(file, key, as_is(str(wrong["msg"]).lower()), allowed))
        raise InputError(faults) from None
