"""Inputs that are known to be wrong: each must be refused in words, quickly, and nothing else."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.measures.run_tables import keeper
from experiments.patterns import load_patterns
from experiments.study.kept import recall
from experiments.study.load import load_study
from model.errors import InputError
from model.population.files import read_place
from model.scenario import resolve
from model.scenario.check import check
from testkit.damage import STUDY, Bench, Outcome, read_as
from testkit.places import changed, copied

# Key of a place's file, what stands there, what is typed instead.
TYPED = {
    "thousands point": (
        "place.toml", "value = 210300, unit = \"persons\", range = [209000, 212000]",
                        "value = 210.300, unit = \"persons\", range = [209.000, 212.000]"),
    "residents of another city": (
        "place.toml", "value = 210300, unit = \"persons\", range = [209000, 212000]",
        "value = 583100, unit = \"persons\", range = [580000, 590000]"),
    "thousands point in people": (
        "sozialraeume.toml", "value = 33000, unit = \"persons\", range = [28000, 38000]",
        "value = 33.000, unit = \"persons\", range = [28.000, 38.000]"),
    "thousands point in places": (
        "place.toml", "value = 2600, unit = \"households\", range = [1500, 4000]",
        "value = 2.6, unit = \"households\", range = [1.5, 4]"),
    "unknown record": (
        "place.toml", "title =", "officers_2016 = { value = 1, unit = \"posts\", range = [0, 2], "
        "status = \"assumed\", meaning = \"x\" }\ntitle ="),
    "per cent": ("margins.toml", "value = 0.516, unit = \"share\", range = [0.5, 0.53]",
                 "value = 51.6, unit = \"share\", range = [50, 53]"),
    "status as a list": ("place.toml", 'status = "seen"', 'status = ["seen"]'),
    "source as a list": ("place.toml", 'source = "talk_bruelle_2015"', "source = [1]"),
    "huge whole number": ("composition.toml", "first = 256", "first = 1" + "0" * 400),
    "target as text": ("patterns.toml", "target = 19967", 'target = "abc"'),
    "source of a pattern": ("patterns.toml", 'source = "talk_bruelle_2015"', "source = [1]"),
    "measure that does not exist": ("patterns.toml", '"stock_mean"', '"stock_meen"'),
    "band without the stock": (
        "patterns.toml", "target = 19967\nlow = 19568\nhigh = 20366",
        "target = 1996\nlow = 1956\nhigh = 2036"),
    "band out of order": ("patterns.toml", "low = 19568", "low = 20000"),
    "no hires": ("region.toml", "[market.hires]", "[market.hiers]"),
    "hires in another unit": ("region.toml", '"hires/month"', '"hires/year"'),
    "circle of places": (
        "region.toml", "[market.hires]", "[[taken_over]]\nfrom = \"../town\"\n"
        "names = [\"market\"]\n"
        "scaled_by = \"stock\"\nreason = \"x\"\n[market.hires]"),
    "control character": ("place.toml", 'title = "Oberhausen 2015"', 'title = "a\x01b"'),
}  # fmt: skip

SCENARIOS = {
    "deep": "[" + "a." * 500 + "a]\n",
    "deep list": "a = " + "[" * 5000,
    "deep inline": "x = " + "{a=" * 400 + "1" + "}" * 400,
    "out of the folder": 'extends = "../../etc/passwd"',
    "an absolute path": 'extends = "/etc/passwd"',
    "a place far away": 'place = "../../../../etc"',
    "a number that is none": "[levers]\nhandover = nan",
    "endless": "[levers]\nhandover = 1e400",
    "many digits": "[levers]\nhandover = " + "1" * 5000,
    "a name that is a formula": 'name = "=1+1"',
    "a control character in a title": '[title]\nde = "a\\u0007b"\nen = "x"',
    "two thousand unknown keys": "".join(f"key{n} = {n}\n" for n in range(2000)),
}

DESIGNS = {
    "a long cell": "levers.stage_cap\n" + "1" * 200_000,
    "the same point twice": "levers.stage_cap\n1\n2\n1\n",
    "an underscore": "market.demand\n0.1_5\n",
    "a star": "market.demand\n*\n",
    "nan": "market.demand\nnan\n",
    "thousands": "market.demand;levers.stage_cap\n1.000;1\n",
    "an empty cell": "market.demand;levers.stage_cap\n;1\n",
    "no such name": "market.demnad\n1\n",
}


def known_wrong(folder: Path) -> list[Outcome]:
    """What becomes of every case."""
    folder.mkdir(parents=True, exist_ok=True)
    return [read_as(name, 0, read) for name, read in cases(folder)]


def cases(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name and reader of every case, in folders of their own."""
    for number, (name, (file, old, new)) in enumerate(TYPED.items()):
        yield name, _typed(folder / f"place-{number}", file, old, new)
    for name, text in SCENARIOS.items():
        yield f"scenario: {name}", _scenario(folder, text)
    for name, text in DESIGNS.items():
        yield f"design: {name}", _design(folder, text)
    yield from _no_files(folder)
    yield from _kept(folder)


def _typed(folder: Path, file: str, old: str, new: str) -> Callable[[], object]:
    def read() -> object:
        folder.mkdir(parents=True)
        town = copied(folder)
        changed(town, file, old, new)
        try:
            return _refused(town)
        finally:
            shutil.rmtree(folder)

    return read


def _refused(path: Path) -> None:
    """All files of a place, without building its people, which takes seconds."""
    faults = check(path, readers=(read_place, load_patterns))
    if faults:
        raise InputError(faults)


def _scenario(folder: Path, text: str) -> Callable[[], object]:
    def read() -> object:
        path = folder / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return resolve(path)

    return read


def _design(folder: Path, text: str) -> Callable[[], object]:
    def read() -> object:
        (folder / "points.csv").write_text(text, encoding="utf-8")
        (folder / "study.toml").write_text(STUDY, encoding="utf-8")
        return load_study(folder / "study.toml", keeper())

    return read


def _no_files(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Pipes, devices, links in a circle and links that lead out, as files and beside a place."""

    def design(reference: str) -> Callable[[], object]:
        def read() -> object:
            text = STUDY.replace('"points.csv"', f'"{reference}"')
            (folder / "study.toml").write_text(text, encoding="utf-8")
            return load_study(folder / "study.toml", keeper())

        return read

    def beside(name: str, make: Callable[[Path], object]) -> Callable[[], object]:
        def read() -> object:
            parent = folder / name
            parent.mkdir()
            town = copied(parent)
            make(town / "x.csv")
            return resolve("siloed", town)

        return read

    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    (folder / "out.csv").symlink_to("/etc/passwd")
    (folder / "out.toml").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.csv")
    os.mkfifo(folder / "pipe.toml")
    yield "link in a circle", lambda: resolve(folder / "loop.toml")
    yield "pipe as a scenario", lambda: resolve(folder / "pipe.toml")
    yield "device as a study", lambda: load_study(Path("/dev/zero"), keeper())
    yield "pipe as points", design("pipe.csv")
    yield "device as points", design("/dev/zero")
    yield "link out as points", design("out.csv")
    yield "points outside", design("../points.csv")
    yield "device beside a place", beside("zero", lambda path: path.symlink_to("/dev/zero"))
    yield "pipe beside a place", beside("pipe", lambda path: os.mkfifo(path))


KEPT = {  # old|new
    "name": '"kept"|"../../../outside"', "pairs": '"pairs": 4|"pairs": 1e9',
    "pairs as text": '"pairs": 4|"pairs": "x"',
    "no scenarios": '"scenarios": [|"scenarios": [], "x": [',
    "formula": '"name": "other"|"name": "=1+1"', "nan": "[2.0]|[NaN]",
    "deep": f'"title": {{}}|"title": {"[" * 900}',
    "outcome": '["participation"]|[5]',
}  # fmt: skip


def _kept(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    bench = Bench(folder / "kept")
    good = bench.kept.read_text(encoding="utf-8")

    def read(old: str, new: str) -> object:
        assert old in good
        bench.kept.write_text(good.replace(old, new), encoding="utf-8")
        return recall(bench.folder / "store", "kept")

    for name, change in KEPT.items():
        old, _, new = change.partition("|")
        yield f"study.json: {name}", lambda old=old, new=new: read(old, new)  # type: ignore[misc]
