"""What is to be decided: written down once, before the run, and told with the answer."""

import json
from pathlib import Path

import pytest
from testkit.planted import planted, spread

from analysis.findings.answer import answer
from analysis.findings.decided import decided
from analysis.requests import decision
from analysis.requests.decision import FOLDER, decide
from analysis.tables.short_answer import MOST_LINES, WIDTH, short_answer
from model.errors import InputError

ARMS = ("siloed", ["production-network"])
ASKED = {"question": "Do we build it?", "outcome": "work", "matters": 5.0}


def written(store: Path, **changes: object) -> decision.Decision:
    return decide(*ARMS, store=store, **{**ASKED, **changes})  # type: ignore[arg-type]


def test_what_was_written_is_found_for_the_same_options_only(tmp_path: Path) -> None:
    made = written(tmp_path)
    assert decision.decided(*ARMS, None, tmp_path) == made
    assert not made.after
    assert decision.decided(*ARMS, "another-place", tmp_path) is None
    assert decision.decided("siloed", ["status-quo"], None, tmp_path) is None


def test_it_is_not_replaced_in_silence(tmp_path: Path) -> None:
    first = written(tmp_path)
    with pytest.raises(InputError, match="--again"):
        written(tmp_path, matters=0.1)
    assert written(tmp_path, matters=0.1, again=True).earlier == (first.written,)


def test_after_the_run_and_by_hand_are_told(tmp_path: Path) -> None:
    study = tmp_path / "studies" / "compare-siloed-production-network-12345678"
    study.mkdir(parents=True)
    (study / "study.json").write_text("{}")
    assert written(tmp_path).after
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_text(json.dumps({**json.loads(file.read_text()), "matters": 0.001}))
    found = decision.decided(*ARMS, None, tmp_path)
    assert found is not None
    assert found.edited


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [({"question": " "}, "is empty"), ({"outcome": "wrk"}, "work"), ({"matters": 0.0}, "is 0.0")],
)
def test_faults(wrong: dict[str, object], fault: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=fault):
        written(tmp_path, **wrong)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "ab ±5 je 1.000 Menschen; festgelegt am"),
        ({}, "vor dem Rechnen. „Produktionsnetzwerk“: praktisch gleich."),
        ({"after": True}, "aber erst nach dem Rechnen."),
        ({"edited": True}, "danach von Hand geändert."),
        ({"earlier": ["20260101T000000Z"]}, "geändert, zuerst am 01.01.2026."),
        ({"matters": 1.0}, "„Produktionsnetzwerk“: etwas weniger."),
        ({"outcome": "minutes_coordination"}, "Zeit für Abstimmung, ab ±5 Stunden/Monat"),
    ],
)
def test_its_own_measure_judges(change: dict[str, object], said: str, tmp_path: Path) -> None:
    done = planted({"production-network": spread(-3.6, 1.0)})
    assert decided(answer(done)) == ""
    done.record["decision"] = {**written(tmp_path).as_json(), **change}  # type: ignore[index]
    assert said in decided(answer(done))
    page = short_answer(answer(done))
    parts = [line.split()[0] for line in page if line and not line[0].isspace()]
    assert parts.index("FRAGE") < parts.index("ANTWORT")
    assert len(page) <= MOST_LINES
    assert max(map(len, page)) <= WIDTH
