"""What is to be decided, written down before anything is run: the question, and what would matter.

A decision record stands beside the runs in the store, with its date and a digest. A comparison of
the same options prints it with its answer, and says where it was written after the run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.outcomes import OUTCOME
from analysis.options import no_others
from experiments.digests import digest_of, is_as_written, with_digest
from experiments.faults import Wrong
from experiments.record import timestamp
from experiments.store.batches import writing
from experiments.study.definition import plain_name
from experiments.study.kept import begun_studies
from experiments.writing import write_json
from model.errors import COMMAND_LINE, Fault, InputError, raise_if
from model.parameters.reading import read_json
from model.words import Message

FOLDER = "decisions"
LETTERS = 8  # of the digest in a file name


@dataclass(frozen=True)
class Decision:
    """A decision record.

    outcome: a goal (work, participation) or the name of an outcome; matters: the smallest
    difference that matters, in its unit; written: UTC; after: whether runs of this comparison were
    there already; edited: whether the file was changed by hand; earlier: when versions before this
    one were written.
    """

    base: str
    others: tuple[str, ...]
    place: str | None
    question: str
    outcome: str
    matters: float
    written: str
    after: bool = False
    edited: bool = False
    earlier: tuple[str, ...] = field(default=())

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The record that `as_json` has kept; KeyError or TypeError if it is damaged."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        lists = {name: tuple(known.get(name, ())) for name in ("others", "earlier")}
        return cls(**{**known, **lists})

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**asdict(self), "others": list(self.others), "earlier": list(self.earlier)}


def decide(
    base: str,
    others: Sequence[str],
    *,
    question: str,
    outcome: str,
    matters: float,
    store: Path,
    place: str | None = None,
    again: bool = False,
) -> Decision:
    """Write a decision record.

    Raises:
        InputError: nothing to compare, no question, an unknown outcome, nothing that matters, or a
            record that stands already (again: replaces it and keeps its date).
        OutputError: the store cannot be written.
    """
    before = decided(base, others, place, store)
    raise_if(_faults(others, question, outcome, matters))
    if before is not None and not again:
        problem = Message(
            "was written on {written}: {question}", written=before.written, question=before.question
        )
        allowed = Message("--again, which replaces it and keeps its date")
        raise InputError.of(COMMAND_LINE, "decide", problem, allowed)
    path = _file(base, others, place, store)
    made = Decision(
        base,
        tuple(others),
        place,
        question.strip(),
        outcome,
        matters,
        timestamp(),
        after=_was_run(base, others, store),
        earlier=() if before is None else (*before.earlier, before.written),
    )
    with writing(store):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, with_digest(made.as_json()))
    return made


def decided(base: str, others: Sequence[str], place: str | None, store: Path) -> Decision | None:
    """The record for a comparison; None if nothing was written.

    Raises:
        InputError: the file cannot be read.
    """
    path = _file(base, others, place, store)
    if not path.is_file():
        return None
    faults: list[Fault] = []
    kept = read_json(path, faults)
    raise_if(faults)
    try:
        found = Decision.from_json({**kept, "edited": not is_as_written(kept)})
        return found if found.others else None
    except (KeyError, TypeError) as error:
        problem = Message("is no decision record ({error})", error=error)
        raise InputError.of(
            str(path), "", problem, Message("remove the file, decide again")
        ) from None


def _faults(others: Sequence[str], question: str, outcome: str, matters: float) -> list[Fault]:
    wrong = Wrong(faults=no_others(others))
    if not question.strip():
        wrong("--question", Message("is empty"), Message("a question in one sentence"))
    wrong.unless_among("--outcome", outcome, [*HEADLINES_OF, *OUTCOME], most=10)
    unit = Message("more than 0, in the unit of the outcome")
    wrong.unless_above_0("--matters", matters, allowed=unit)
    return wrong.faults


def _file(base: str, others: Sequence[str], place: str | None, store: Path) -> Path:
    asked = digest_of({"base": base, "others": list(others), "place": place})
    return store / FOLDER / f"{asked[:LETTERS]}.json"


def _was_run(base: str, others: Sequence[str], store: Path) -> bool:
    """Whether a comparison of these options was begun in this store."""
    names = plain_name([Path(word).stem for word in (base, *others)])
    return any(name.startswith(f"compare-{names}-") for name in begun_studies(store))
