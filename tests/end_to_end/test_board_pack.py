"""The board pack of a real, small comparison: written, derived again, refused with no file left."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from testkit.small_town import small_town
from typer.testing import CliRunner

import sozialraum as sr
from analysis.ask.report import report, verify
from analysis.ask.twin import twin
from analysis.report import fit
from analysis.report.files import BESIDE
from model.errors import InputError, OutputError, SozialraumError
from model.words import LANGUAGES
from sozialraum.command_line import app

BASE, OTHERS = "siloed", ("case-management-only", "production-network")
MONTHS, PAIRS, STORE = 18, 4, "store"
ENDINGS = {"pptx": 1, "pdf": 2, "html": 1, "docx": 1}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison of some hundred people."""
    folder = tmp_path_factory.mktemp("pack")
    done = sr.compare(
        BASE, *OTHERS, place=small_town(folder, 0.05), months=MONTHS, pairs=PAIRS, jobs=1,
        out=folder / "compared", store=folder / STORE, quiet=True,
    )  # fmt: skip
    assert done.folder is not None
    return done.folder


def _store(result: Path) -> Path:
    return result.parent / STORE


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest, result: Path) -> Path:
    """A whole pack with twin lives."""
    folder = result.parent / f"pack-{request.param}"
    files = report(result, language=request.param, lives=True, out=folder, store=_store(result))
    assert {path.suffix[1:] for path in files} == {*ENDINGS, "json"}
    return folder


def test_every_form_is_written_and_every_number_follows_from_the_store(
    written: Path, result: Path
) -> None:
    for ending, count in ENDINGS.items():
        files = list(written.glob(f"*.{ending}"))
        assert len(files) == count
        assert all(path.stat().st_size > 5_000 for path in files)
    kept = json.loads((written / BESIDE).read_text(encoding="utf-8"))
    assert kept["lives"] is True
    assert any(one["id"].startswith("lives.") for one in kept["numbers"])
    found = verify(written, store=_store(result))
    assert found.holds, found
    assert found.count == len(kept["numbers"]) > 100


@pytest.fixture
def copy(written: Path, tmp_path: Path) -> Path:
    """The pack in a folder that a test may damage."""
    folder = tmp_path / written.name
    folder.mkdir()
    for path in written.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("start", ["lives.table.", "answer.figure.", "effort."])
def test_a_number_that_does_not_follow_is_named(copy: Path, result: Path, start: str) -> None:
    beside = copy / BESIDE
    kept = json.loads(beside.read_text(encoding="utf-8"))
    one = next(one for one in kept["numbers"] if one["id"].startswith(start))
    was, one["shown"] = one["shown"], "12345"
    beside.write_text(json.dumps(kept), encoding="utf-8")
    (found,) = verify(copy, store=_store(result)).mismatches
    assert (found.id, found.was, found.now) == (one["id"], "12345", was)
    said = CliRunner().invoke(app, ["verify", str(copy), "--store", str(_store(result))])
    assert said.exit_code == 1
    assert one["id"] in said.output


def test_files_that_were_edited_or_removed_are_named(copy: Path, result: Path) -> None:
    page, paper = next(copy.glob("*.html")), next(copy.glob("*.docx"))
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    paper.unlink()
    found = verify(copy, store=_store(result))
    assert (found.edited, found.missing, found.mismatches) == ([page.name], [paper.name], [])
    assert not found.holds


type Asked = Callable[[Path, Path, pytest.MonkeyPatch], object]


def _asked(**more: Any) -> Asked:
    return lambda result, out, _: report(
        result, out=out, formats=["pdf", "pptx"], store=_store(result), **more
    )


def _other_version(result: Path, out: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr("analysis.ask.comparison.code_version", lambda _: "0.0.0-older")
    return report(result, out=out, store=_store(result))


def _without_fonts(result: Path, out: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(fit, "REGULAR", out.parent / "gone.ttf")
    return report(result, out=out, store=_store(result))


def _taken(result: Path, out: Path, _: pytest.MonkeyPatch) -> object:
    return report(result, out=result, store=_store(result))


def _bare_template(result: Path, out: Path, _: pytest.MonkeyPatch) -> object:
    house = Presentation()
    for layout in list(house.slide_layouts):
        if layout.name == "Title Only":
            house.slide_layouts.remove(layout)
    path = out.parent / "house.pptx"
    house.save(str(path))
    return report(result, out=out, template=path, store=_store(result))


def _nobody(result: Path, out: Path, _: pytest.MonkeyPatch) -> object:
    return twin(result, person=3, store=_store(result))


def _not_a_result(result: Path, out: Path, _: pytest.MonkeyPatch) -> object:
    return report("no-such-result", out=out, store=_store(result))


BAD: dict[str, tuple[Asked, str]] = {
    "unknown language": (_asked(language="fr"), "language"),
    "another version": (_other_version, "another version of the program"),
    "fonts missing": (_without_fonts, r"missing: gone\.ttf"),
    "target exists": (_taken, "compared"),
    "template without layout": (_bare_template, "lacks the layout Title Only"),
    "template not there": (_asked(template="none.pptx"), "does not exist"),
    "no such person": (_nobody, "nobody has the identity 3"),
    "no such result": (_not_a_result, "no-such-result"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_said_and_leaves_nothing(
    name: str, result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, problem = BAD[name]
    out = tmp_path / "pack"
    with pytest.raises((InputError, OutputError, SozialraumError), match=problem) as caught:
        asked(result, out, monkeypatch)
    assert not out.exists()
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".pptx"] == []
    german = caught.value.spoken("de")
    assert german
    assert german != str(caught.value)


@pytest.fixture
def hidden(result: Path) -> Iterator[None]:
    """The store without its runs; that they were asked for is still known."""
    away = result.parent / "away"
    away.mkdir()
    parts = [path for path in _store(result).iterdir() if path.name != "studies"]
    for path in parts:
        path.rename(away / path.name)
    yield
    for path in parts:
        (away / path.name).rename(path)


@pytest.mark.usefixtures("hidden")
def test_an_incomplete_result_is_refused(result: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is incomplete: 4 of 4 pairs are missing"):
        report(result, out=tmp_path / "pack", store=_store(result))
    assert not (tmp_path / "pack").exists()
