"""The offline copy: one file that names nobody else, in both languages, with its estimate."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from testkit.offline_copy import Copied, offline_copy
from typer.testing import CliRunner

from analysis.ask.estimate import Estimating
from analysis.measures.headlines import HEADLINES_OF
from experiments.executors import InterruptedRun
from experiments.study.running import Means
from model.words import Message
from sozialraum.command_line import app
from sozialraum.page import offline
from sozialraum.page.decisions import DECISIONS, ESTIMATED
from sozialraum.page.offline import Copying, bundled, write_copy

MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    return offline_copy(tmp_path_factory.mktemp("offline"))


@pytest.fixture(scope="module")
def text(copied: Copied) -> str:
    return copied.file.read_text(encoding="utf-8")


def test_it_is_one_file_of_a_reasonable_size_that_names_nobody_else(
    copied: Copied, text: str
) -> None:
    assert copied.file.stat().st_size < MOST_BYTES
    assert "http:" not in text
    assert "https:" not in text
    assert not re.findall(r'(?:src|href|action)="(?!#|data:,)[^"]*"', text)
    assert "@import" not in text
    assert "url(" not in text
    for command in ("fetch(", "EventSource", "XMLHttpRequest", "import("):
        assert command not in text
    assert str(copied.copying.folder) not in text


def test_only_its_own_script_may_run(text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    script = re.search(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    assert policy
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")
    assert "default-src &#39;none&#39;" in policy[1]
    assert "import " not in bundled(offline.SCRIPTS)
    assert not re.search("^export ", bundled(offline.SCRIPTS), re.MULTILINE)


def test_it_holds_both_languages_and_every_view(text: str) -> None:
    german, english = text.split('<template id="other"')
    assert '<html lang="de">' in german
    for words, part in (("Fertig: aus 2 von 2", german), ("Done: from 2 of 2", english)):
        assert words in part
        assert part.count('role="tab"') == part.count('role="tabpanel"') >= 7
        for decision in DECISIONS:
            assert f'data-lever="{decision.lever}"' in part


def test_the_model_in_it_is_the_estimate(copied: Copied, text: str) -> None:
    found = re.search(r'id="model">(.*?)</script>', text, re.DOTALL)
    assert found
    model: dict[str, Any] = json.loads(found[1])
    spans = {span["lever"]: span for span in model["spans"]}
    assert set(spans) == {one.lever for one in DECISIONS}
    for lever, (low, high) in ESTIMATED.items():
        assert (spans[lever]["low"], spans[lever]["high"]) == (low, high)
    for at, (goal, one) in enumerate(HEADLINES_OF.items()):
        mine = model["goals"][goal]
        assert mine["linear"] == copied.estimate.linear[:, at].tolist()
        assert mine["error"] == copied.estimate.error[at]
        assert mine["matters"] == one.matters
        low, high = mine["axis"]
        assert low < mine["low"] <= mine["difference"] <= mine["high"] < high


def test_text_of_a_place_is_escaped(copied: Copied) -> None:
    # The place of a town is a folder name: whatever it is, it stays text.
    settings = type(copied.copying.settings)(
        **{**vars(copied.copying.settings), "version": "<b>1</b>"}
    )
    copying = Copying(settings, copied.copying.folder, copied.copying.what_if)
    found = copying.html(copied.estimate, "20260131T093000Z")
    assert "<b>1</b>" not in found
    assert "&lt;b&gt;1" in found


def test_the_command_writes_it_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(offline, "write_copy", lambda file, *_: written.append(file))
    monkeypatch.setattr(offline.Estimating, "forecasts", lambda *_: [])
    file = tmp_path / "copy.html"
    words = ["page", "--offline", str(file), "--store", str(tmp_path / "store")]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert written == [file]
    file.write_text("mine", encoding="utf-8")
    taken = CliRunner().invoke(app, words)
    assert taken.exit_code != 0
    assert written == [file]
    assert file.read_text(encoding="utf-8") == "mine"
    wrong = CliRunner().invoke(app, ["page", "--offline", str(tmp_path / "x"), "--months", "3"])
    assert wrong.exit_code != 0


def test_whoever_stops_it_is_told_to_give_the_same_command_again(
    copied: Copied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        how = "study resume estimate"
        other = Message("What was written is kept; go on with: sozialraum {how}", how=how)
        raise InterruptedRun(3, 9, other)

    monkeypatch.setattr(Copying, "answer", lambda *_, **__: None)
    monkeypatch.setattr(Estimating, "made", stopped)
    with pytest.raises(InterruptedRun, match="the same command goes on"):
        write_copy(tmp_path / "copy.html", copied.copying, Means(tmp_path), 1, "20260131T093000Z")
    assert not list(tmp_path.iterdir())
