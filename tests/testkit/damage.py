"""Damaged inputs: files as people and disks break them, and what the readers make of them.

A case is a kind of file, a seed and the damage done. The outcome is one of: refused (a report of
faults), accepted, or a failure: any other exception, or longer than `SLOW` seconds of the process.
"""

import csv
import io
import json
import random  # noqa: TID251  (damages, not the model)
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from analysis.measures.run_tables import keeper
from experiments.checking import check
from experiments.patterns import load_patterns
from experiments.study.kept import recall, study_folder
from experiments.study.load import load_study
from model.errors import InputError
from model.population.files import read_place
from model.scenario import resolve
from model.scenario.check import check as check_files
from testkit.places import OBERHAUSEN, ROOT, copied

SLOW = 5.0  # seconds
ARRANGEMENTS = ROOT / "scenarios" / "arrangements"
PARAMETERS = ROOT / "model" / "parameters"
WORDS = [
    "nan", "inf", "-inf", "1e400", "1" * 4000, "0x", "1__0", "true", "[]", "{}", '""', "'", '"',
    "[", "]",
    "{", "}", "=", ".", ",", "\n", "\0", "\x1b[2J", "\u202e", "ä", "a\u0308", "\ufeff", "#",
    "[" * 500, "{a=" * 300, "a." * 400, "\\u0000", "-0", "1979-05-27", "\r", "..", "/", "../../x",
    "=1+1", "x" * 5000, "[[form]]\n", "[levers]\n", "99999999999999999999", "0.1_5", "1,5", "1.000",
]  # fmt: skip


class Outcome(NamedTuple):
    """What became of one damaged file."""

    kind: str
    seed: int
    what: str  # refused | accepted | failed | slow
    detail: str
    seconds: float


def damaged(text: bytes, chance: random.Random) -> bytes:
    """The bytes of a file after one to three damages."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(_DAMAGES)(text, chance)
    return text


def _flip(raw: bytes, chance: random.Random) -> bytes:
    if not raw:
        return raw
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _hole(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[at + chance.randrange(1, 200) :]


def _insert(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice(WORDS).encode("utf-8", "surrogatepass") + raw[at:]


def _twice(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[: at + 1], *lines[at:]])


def _value(raw: bytes, chance: random.Random) -> bytes:
    """Another value after some equals sign."""
    parts = raw.split(b"=")
    at = chance.randrange(len(parts))
    head, comma, rest = parts[at].partition(b",")
    parts[at] = b" " + chance.choice(WORDS).encode("utf-8", "surrogatepass") + comma + rest
    return b"=".join(parts) if head else raw


def _swap(raw: bytes, chance: random.Random) -> bytes:
    words = raw.split(b" ")
    first, second = chance.randrange(len(words)), chance.randrange(len(words))
    words[first], words[second] = words[second], words[first]
    return b" ".join(words)


def _utf16(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "cp1252", "utf-32")), "replace")


_DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [
    *(_flip, _cut, _hole, _insert, _insert, _twice, _value, _value, _swap, _utf16)
]


class Bench:
    """A folder with one good file of every kind, and how each is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.place = copied(folder)
        (folder / "points.csv").write_text(_points(), encoding="utf-8")
        (folder / "study.toml").write_text(STUDY, encoding="utf-8")
        begun = study_folder(folder / "store", "kept")
        begun.mkdir(parents=True)
        self.kept = begun / "study.json"
        self.kept.write_text(json.dumps(_kept()), encoding="utf-8")

    def kinds(self) -> dict[str, tuple[Path, Callable[[Path], object]]]:
        """Kind → the file that is damaged, and what reads it."""
        place = {
            f"place/{path.stem}": (path, lambda _: _read(self.place))
            for path in sorted(self.place.glob("*.toml"))
        }
        return {
            "scenario": (self.folder / "s.toml", lambda path: resolve(path)),
            "study": (self.folder / "study.toml", lambda path: load_study(path, keeper())),
            "design": (
                self.folder / "points.csv",
                lambda _: load_study(self.folder / "study.toml", keeper()),
            ),
            "parameters": (self.folder / "parameters.toml", _checked),
            "study.json": (self.kept, lambda _: recall(self.folder / "store", "kept")),
            **place,
        }

    def good(self, kind: str, chance: random.Random) -> bytes:
        """A good file of a kind."""
        if kind == "scenario":
            return chance.choice(sorted(ARRANGEMENTS.glob("*.toml"))).read_bytes()
        if kind == "parameters":
            return chance.choice(sorted(PARAMETERS.glob("[a-r]*.toml"))).read_bytes()
        if kind.startswith("place/"):
            return (OBERHAUSEN / f"{kind.partition('/')[2]}.toml").read_bytes()
        texts = {"study": STUDY, "design": _points(), "study.json": json.dumps(_kept())}
        return texts[kind].encode()

    def outcome(self, kind: str, seed: int) -> Outcome:
        """Damage one file of a kind, read it, and put the good one back."""
        chance = random.Random(f"{kind} {seed}")
        path, read = self.kinds()[kind]
        good = self.good(kind, chance)
        with _restored(path, good):
            path.write_bytes(damaged(good, chance))
            return read_as(kind, seed, lambda: read(path))


def read_as(kind: str, seed: int, read: Callable[[], object]) -> Outcome:
    """What became of reading something."""
    began, what, detail = time.process_time(), "accepted", ""
    try:
        read()
    except InputError as error:
        what, detail = "refused", str(error)
    except Exception as error:  # noqa: BLE001  (this is what is looked for)
        what, detail = "failed", f"{type(error).__name__}: {error}"
    took = time.process_time() - began
    return Outcome(kind, seed, "slow" if took > SLOW else what, detail, took)


@contextmanager
def _restored(path: Path, good: bytes) -> Iterator[None]:
    try:
        yield
    finally:
        path.write_bytes(good)


def _read(place: Path) -> None:
    """All files of a place, without building its people, which takes seconds."""
    faults = check_files(place, readers=(read_place, load_patterns))
    if faults:
        raise InputError(faults)


def _checked(path: Path) -> None:
    faults = check(path)
    if faults:
        raise InputError(faults)


STUDY = """
arms = ["siloed", "production-network"]
months = 24
pairs = 4
[settings]
"market.demand" = 1.1
[design]
kind = "file"
file = "points.csv"
[keep]
every = "yearly"
outcomes = ["participation"]
[stop]
within = { participation = 0.1 }
most_pairs = 8
"""


def _points() -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["levers.stage_cap", "levers.handover", "market.season"])
    writer.writerows([[n % 5, f"{n / 20:.2f}".replace(".", ","), "0,1"] for n in range(12)])
    return text.getvalue()


def _kept() -> dict[str, object]:
    hashes = [["a" * 64, "b" * 64]] * 2
    arm = {"scenario": "siloed", "settings": {}}
    return {
        "format": 1,
        "code": "0.1.0-abc",
        "study": {
            "name": "kept", "title": {}, "place": None,
            "arms": [{"name": "siloed", **arm}, {"name": "other", **arm}],
            "months": 24, "seed": 1, "pairs": 4, "every": "end", "outcomes": ["participation"],
            "settings": {"market.demand": 1.1}, "kind": "grid",
            "factors": [{"name": "levers.stage_cap", "low": None, "high": None,
                         "scale": "linear", "arms": []}],
            "points": [[1.0], [2.0]], "stop": None, "checks": False, "design_seed": 1,
            "source": "study.toml",
        },
        "scenarios": [hashes, hashes],
    }  # fmt: skip
