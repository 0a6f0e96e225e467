"""Where the shipped data lies, which places there are, and what their Sozialräume are called."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from model.errors import Fault, listed, nearest
from model.parameters.reading import named_in, quoted, read_toml, resolved, shown
from model.words import Message

PLACE_FILE = "place.toml"
DEFAULT_PLACE = "oberhausen-2015"
SPACES_FILE = "sozialraeume.toml"


def data_root() -> Path:
    """Folder of the shipped scenarios: beside the packages, in a clone as in a wheel."""
    return Path(__file__).resolve().parents[2] / "scenarios"


def arrangements_folder() -> Path:
    """Folder of the shipped arrangements."""
    return data_root() / "arrangements"


def list_scenarios() -> list[str]:
    """Names of the shipped arrangements, sorted; each is the stem of its file."""
    return sorted(path.stem for path in arrangements_folder().glob("*.toml"))


def list_places() -> list[str]:
    """Names of the shipped places, sorted; each is the name of its folder."""
    return sorted(path.parent.name for path in (data_root() / "places").glob(f"*/{PLACE_FILE}"))


def find_place(reference: str | Path, origin: Path | None, where: Fault) -> Path | Fault:
    """Folder of a place given by name or as a path (relative to the file that names it).

    origin: the scenario file, or None for the command line; where: a fault with file and key of the
    reference, returned with the problem filled in if there is no such place.
    """
    text = str(reference)
    candidates = [data_root() / "places" / text]
    if _is_path(text):
        path = named_in(origin, text) if origin else Path(text)
        if isinstance(path, str):
            allowed = Message(
                "a place by name, or the path of its folder, in this folder or beside it"
            )
            return replace(
                where,
                problem=Message("{words} {path}", words=quoted(text), path=path),
                allowed=allowed,
            )
        candidates = [path]
    for folder in candidates:
        try:
            if (folder / PLACE_FILE).is_file():
                return resolved(folder)
        except (OSError, ValueError):
            break
    known = list_places()
    problem = Message("there is no place {words}", words=quoted(text))
    allowed = Message(
        "{names}, or the path of a folder with {file}", names=listed(known, 40), file=PLACE_FILE
    )
    return Fault(where.file, where.key, problem, allowed, nearest(text, known))


def read_spaces(path: Path, faults: list[Fault]) -> tuple[str, ...]:
    """Names of the Sozialräume of a place, in the order of their codes: rows of [[sozialraum]]."""
    tables = read_toml(path, faults)
    if tables is None:
        return ()
    file = shown(path)
    rows = tables.get("sozialraum")
    if not isinstance(rows, list) or not rows:
        faults.append(
            Fault(
                file,
                "sozialraum",
                Message("no Sozialraum is named"),
                Message("[[sozialraum]] tables"),
            )
        )
        return ()
    names = [row.get("name") if isinstance(row, dict) else None for row in rows]
    texts = [unicodedata.normalize("NFC", n) for n in names if isinstance(n, str) and n.strip()]
    if len(texts) < len(names):
        faults.append(
            Fault(
                file,
                "sozialraum.name",
                Message("a name is missing"),
                Message('name = "…" in each row'),
            )
        )
    faults.extend(
        Fault(
            file,
            "sozialraum.name",
            Message("{name!r} stands here twice", name=name),
            Message("each name once"),
        )
        for name in sorted({name for name in texts if texts.count(name) > 1})
    )
    return tuple(texts)


def _is_path(text: str) -> bool:
    return "/" in text or "\\" in text or text in (".", "..")
