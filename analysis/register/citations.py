"""The sources a run rests on: which numbers, which processes, which patterns they stand behind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.register.assumptions import register
from experiments.patterns import FILE_NAME, load_patterns
from model.describe.mechanisms import anchors
from model.parameters import Source, load_sources
from model.scenario import Scenario

# What has no author but this project: named apart from what can be looked up.
OWN = "this project"
_LATEX = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}"}


@dataclass(frozen=True)
class Citation:
    """A source and what rests on it: names of numbers, of processes, ids of patterns."""

    source: Source
    numbers: tuple[str, ...]
    processes: tuple[str, ...]
    patterns: tuple[str, ...]

    @property
    def own(self) -> bool:
        """True for own arithmetic and assumptions: nothing that could be looked up."""
        return self.source.address == OWN

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        rests = {name: list(getattr(self, name)) for name in ("numbers", "processes", "patterns")}
        return {**asdict(self.source), **rests}


def citations(scenarios: Sequence[Scenario]) -> list[Citation]:
    """Sources of everything at work in these arrangements, by title; own work last.

    A number that an arrangement changes has lost its source; one that nothing reads cites nobody.
    Raises InputError if a file of the place cannot be read.
    """
    sources = load_sources()
    numbers: dict[str, list[str]] = {}
    for entry in register(scenarios):
        if entry.at_work:
            for key in _keys(entry.source):
                numbers.setdefault(key, []).append(entry.name)
    processes = anchors(sources)
    patterns = _patterns(scenarios[0].place_folder)
    found = [
        Citation(
            sources[key],
            tuple(numbers.get(key, ())),
            tuple(processes.get(key, ())),
            tuple(patterns.get(key, ())),
        )
        for key in sources
        if key in numbers or key in processes or key in patterns
    ]
    return sorted(found, key=lambda citation: (citation.own, citation.source.title.lower()))


def _keys(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]


def _patterns(folder: Path) -> dict[str, list[str]]:
    """Source → patterns that runs of the place are compared with; none if the place has none."""
    found: dict[str, list[str]] = {}
    if not (folder / FILE_NAME).exists():
        return found
    for name, _, value in load_patterns(folder).values():
        for key in _keys(value.source):
            if name not in found.setdefault(key, []):
                found[key].append(name)
    return found


def reference(source: Source) -> str:
    """A source as one line of a list of references."""
    year = "" if source.year in ("", "n.d.") else f" ({source.year})"
    address = f". {_address(source)}" if source.address else ""
    note = f" {source.note}" if source.note else ""
    return f"{source.title}{year}{address}.{note}"


def _address(source: Source) -> str:
    """Where it was found; of some sources only the site is known."""
    return re.sub(r"^hosts? ", "at ", source.address)


def bibtex(source: Source) -> str:
    """A source as a BibTeX entry.

    Titles hold their authors as printed in the notes: names cannot be told from titles safely, so
    there is no author field.
    """
    fields: dict[str, str] = {"title": "{" + _latex(source.title) + "}"}
    if source.year not in ("", "n.d."):
        fields["year"] = _latex(source.year)
    web = re.match(r"https?://\S+$", source.address)
    if source.address:
        fields["howpublished"] = rf"\url{{{source.address}}}" if web else _latex(_address(source))
    grade = f"grade {source.grade}" if source.grade else "no published source"
    fields["note"] = _latex("; ".join(filter(None, (grade, source.note))))
    inside = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@misc{{{source.key},\n{inside}\n}}"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def software(version: str, scenarios: Sequence[Scenario]) -> Mapping[str, Any]:
    """What to cite for the program itself: name, version, and the hashes of the scenarios."""
    return {
        "title": "Sozialraum",
        "version": version,
        "place": scenarios[0].place,
        "scenarios": [{"name": one.name, "hash": one.hash} for one in scenarios],
    }
