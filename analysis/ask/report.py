"""A report about a stored comparison, and whether its numbers still follow from the store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.ask.comparison import stored
from analysis.ask.driving import study_of
from analysis.ask.twin import twins_of
from analysis.options import no_language
from analysis.report.build import document
from analysis.report.document import Document
from analysis.report.files import BESIDE, FORMAT, checked, digest, write_report
from analysis.report.numbers import Mismatch, Number, compared, numbers
from analysis.results.comparison import Comparison
from analysis.results.sensitivity import Sensitivity
from experiments.result_folder import new_result
from experiments.writing import new_folder, refuse_taken
from model.errors import Fault, InputError, raise_if
from model.parameters.reading import read_json, shown
from model.words import Language, Message


def report(
    result: str | Path,
    *,
    language: Language = "de",
    formats: Sequence[str] = (),
    template: str | Path | None = None,
    lives: bool = False,
    out: str | Path | None = None,
    store: str | Path | None = None,
) -> list[Path]:
    """Write slides, pages and drafts about a stored comparison; nothing is run but single lives.

    result: folder, name or content id of a comparison; formats: all if none is named; template: a
    presentation or document of the house, for the format of its ending; lives: three single cases
    too, who are run again; out: a new folder.

    Raises:
        InputError: result, language, format or template that cannot be used.
        OutputError: the folder is taken or cannot be written; no part of it is left.
    """
    raise_if(no_language(language))
    house = None if template is None else Path(template)
    wanted = checked(formats, house)
    refuse_taken(out)
    comparison = stored(result, store=store)
    study = study_of(comparison, store=store)
    content = "" if study is None else str(study.record["content"])
    about = {**_about(comparison), "lives": lives, "sensitivity": content}
    names = [arm.name for arm in comparison.plan.arms]
    target = new_result("report", names) if out is None else Path(out)
    made = _document(comparison, language, study, lives=lives, store=store)
    with new_folder(target) as folder:
        written = write_report(made, wanted, house, folder, about)
    return [target / path.name for path in written]


def _document(
    comparison: Comparison,
    language: Language,
    study: Sensitivity | None,
    *,
    lives: bool,
    store: str | Path | None,
) -> Document:
    if not lives:
        return document(comparison, language, study=study)
    from analysis.report.lives import section_of

    told = section_of(twins_of(comparison, store=store), language)
    return document(comparison, language, told, study)


def _about(comparison: Comparison) -> dict[str, Any]:
    """What names the result in the file of numbers."""
    record = comparison.record
    day = str(record.get("ended", ""))[:8]
    if day:
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    keys = ("study", "content", "code", "ended")
    return {"day": day, **{key: record[key] for key in keys if key in record}}


@dataclass(frozen=True)
class Verified:
    """What became of the numbers of a report.

    count: how many there are; mismatches: numbers that are others now; edited: files that are not
    as they were written; missing: files that are gone.
    """

    count: int
    mismatches: list[Mismatch]
    edited: list[str]
    missing: list[str]

    @property
    def holds(self) -> bool:
        """Whether all is as it was written, and follows from the store."""
        return not (self.mismatches or self.edited or self.missing)


def verify(folder: str | Path, *, store: str | Path | None = None) -> Verified:
    """Derive every number of a report again from the store.

    folder: of the report, or its file of numbers.

    Raises:
        InputError: no report, a damaged one, or a result that the store does not have any more.
    """
    given = Path(folder)
    beside = given if given.is_file() else given / BESIDE
    if not beside.is_file():
        problem = Message("has no {beside}", beside=BESIDE)
        raise InputError.of(str(folder), "", problem, Message("a folder that `report` has written"))
    kept = _read(beside)
    comparison = stored(kept["study"], store=store)
    record: dict[str, Any] = {key: kept[key] for key in ("content", "code", "ended") if key in kept}
    if comparison.record.get("content") == record.get("content"):
        # With what the report says of its making: only numbers are derived.
        comparison = replace(comparison, record={**comparison.record, **record})
    lives = bool(kept.get("lives"))
    content = str(kept.get("sensitivity", ""))
    study = study_of(comparison, store=store, content=content) if content else None
    made = _document(comparison, kept["language"], study, lives=lives, store=store)
    before = [Number(one["id"], one["shown"]) for one in kept["numbers"]]
    files = {beside.parent / name: known for name, known in kept["files"].items()}
    return Verified(
        len(before),
        compared(before, numbers(made)),
        [path.name for path, known in files.items() if path.is_file() and digest(path) != known],
        [path.name for path in files if not path.is_file()],
    )


def _read(path: Path) -> dict[str, Any]:
    """The file of numbers.

    Raises:
        InputError: it is damaged, or of another version.
    """
    faults: list[Fault] = []
    kept = read_json(path, faults)
    raise_if(faults)
    allowed = Message("as `sozialraum report` has written it")
    try:
        if kept["format"] != FORMAT:
            raise ValueError(f"its format is {kept['format']!r}, not {FORMAT}")
        texts = [kept["study"], kept["language"], *kept["files"]]
        texts += [text for one in kept["numbers"] for text in (one["id"], one["shown"])]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("what should be text is none")
        if any(Path(name).name != name for name in kept["files"]):
            raise ValueError("a file lies outside its folder")
        raise_if(no_language(kept["language"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError.of(
            shown(path), "", Message("is damaged ({error})", error=error), allowed
        ) from None
    return dict(kept)
