"""A result by what the user has of it: its folder, its name, or the content id in the name."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from experiments.result_folder import RECORD, read_record
from experiments.study.kept import begun_studies, recall, recalled
from experiments.study.load import find_study
from model.errors import InputError, listed
from model.parameters.reading import read_toml
from model.words import Message

FEWEST = 4  # letters of a content id that are looked for
_WHERE = "command line"


def study_named(reference: str | Path, store: Path) -> str:
    """The name of the study that a user means; a reference that fits nothing is taken as a name.

    reference: a folder with a result (or its name in results/), a study file or its name, the name
    of a study, or the first letters of a content id.
    """
    text = str(reference)
    for folder in (Path(text), Path("results") / text):
        if (folder / RECORD).is_file():
            return _of_folder(folder)
    known = begun_studies(store)
    if text in known:
        return text
    file = find_study(text)
    if file is not None and file.is_file():
        return str((read_toml(file, []) or {}).get("name", file.stem))
    if len(text) >= FEWEST and all(letter in "0123456789abcdef" for letter in text):
        matching = [name for name in known if _has_content(store, name, text)]
        if len(matching) > 1:
            problem = Message("several results begin with {words}", words=text)
            raise InputError.of(_WHERE, "RESULT", problem, listed(matching, 40))
        return matching[0] if matching else text
    return text


def _of_folder(folder: Path) -> str:
    record = read_record(folder)
    try:
        return str(record["study"])
    except KeyError:
        problem = Message("{record} names no study", record=RECORD)
        allowed = Message(
            "a result whose runs are kept: of compare, sensitivity, tipping and the like"
        )
        raise InputError.of(str(folder), "", problem, allowed) from None


def _has_content(store: Path, name: str, letters: str) -> bool:
    if name.rpartition("-")[2].startswith(letters):
        return True
    try:
        begun = recall(store, name)
    except InputError:
        return False
    return begun is not None and begun.study.fingerprint.startswith(letters)


def written_before(record: Mapping[str, Any], results: Path = Path("results")) -> Path | None:
    """The folder in results/ that holds this very result already; None if there is none."""
    for path in sorted(results.glob(f"*-{record['command']}-*/{RECORD}"), reverse=True):
        with suppress(InputError, KeyError, TypeError):
            found = read_record(path.parent)
            same = ("content", "arguments", "code")
            # As JSON gives it back.
            if all(found[key] == json.loads(json.dumps(record[key])) for key in same):
                return path.parent
    return None


def asked_for(reference: str | Path, command: str, store: Path) -> Mapping[str, Any]:
    """The arguments of a command whose result this is.

    Raises:
        InputError: nothing of that name, or the result of another command.
    """
    found = recalled(store, study_named(reference, store)).study.asked
    if found.get("command") != command:
        made = found.get("command", "study run")
        problem = Message(
            "is a result of `sozialraum {made}`, not of `sozialraum {command}`",
            made=made,
            command=command,
        )
        raise InputError.of(
            _WHERE, str(reference), problem, Message("a result of {command}", command=command)
        )
    return dict(found["arguments"])
