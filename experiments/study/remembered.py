"""study.json as it may be: what the store remembers of a study, checked before anybody uses it.

The file lies in a folder that others may send or share. A name in it becomes a folder, numbers
become loops: nothing is taken from it that a study file could not have said. What may stand there
is what the types of `definition` say.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from experiments.study.definition import Study
from model.errors import Fault, Faults, InputError
from model.scenario.spec import dotted
from model.words import Message, as_is

# A hash, or how a world began and the hash of it: resettled-120/4f1c….
Hash = Annotated[str, Field(pattern=r"^[\w .:;,=/+()\[\]{}'-]*$", max_length=2_000)]


class Remembered(BaseModel):
    """The content of study.json.

    code: version that the study began with; scenarios: per point and arm what scenario, world and
    month 0 are known by, see `resolving.Identity`.
    """

    model_config = ConfigDict(extra="forbid")

    format: int
    code: Annotated[str, Field(pattern=r"^[\w.+-]+$", max_length=200)]
    study: Study
    scenarios: list[list[Annotated[list[Hash | None], Field(min_length=2, max_length=3)]]]
    digest: Hash | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Remembered":
        study = self.study
        if any(len(point) != len(study.factors) for point in study.points):
            raise ValueError("every point has a value for every factor")
        if [len(row) for row in self.scenarios] != [len(study.arms)] * len(study.points):
            raise ValueError("every point has the hashes of every arm")
        return self


def remembered(content: Any, file: str, name: str, allowed: Message) -> Remembered:
    """What study.json says. name: of the study, which is that of its folder.

    Raises:
        InputError: the faults of the file.
    """
    study = content.get("study") if isinstance(content, dict) else None
    if isinstance(study, dict) and study.get("name") != name:
        problem = Message("it is about a study of another name")
        raise InputError.of(file, "study.name", problem, as_is(name))
    faults = Faults()
    try:
        return Remembered.model_validate(content)
    except ValidationError as error:
        for wrong in error.errors(include_url=False, include_input=False):
            key = dotted(wrong["loc"])
            faults.append(Fault(file, key, as_is(str(wrong["msg"]).lower()), allowed))
        raise InputError(faults) from None
