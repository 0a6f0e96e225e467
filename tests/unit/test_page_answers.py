"""What is shown of an answer: step by step, in both languages, with every failure said."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from testkit.small_town import small_town

from analysis.requests.what_if import WhatIf
from model.errors import SozialraumError
from sozialraum.page import tasks
from sozialraum.page.jobs import Jobs
from sozialraum.page.preparing import Preparing
from sozialraum.page.stream import Answering
from sozialraum.page.tasks import Desk, State

MONTHS, DRAWS = 24, 2
LEVERS = (("coordination_limit", 0.03), ("handover", 0.4))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_town(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("what-if"), DRAWS)


def asked(town: Path, **other: Any) -> WhatIf:
    return WhatIf(**{"levers": LEVERS, "place": str(town), "months": MONTHS, **other})


def events_of(desk: Desk, what_if: WhatIf, language: str = "de") -> list[tuple[str, Any]]:
    async def collect() -> list[tuple[str, Any]]:
        jobs = Jobs.on(1)
        jobs.start()
        try:
            preparing = Preparing(desk, what_if)
            answering = Answering(desk, jobs, preparing, what_if, language)  # type: ignore[arg-type]
            return [event async for event in answering.events()]
        finally:
            await jobs.close()

    return asyncio.run(collect())


def test_an_answer_comes_in_steps_and_is_found_again(town: Path, desk: Desk) -> None:
    found = events_of(desk, asked(town))
    assert {name for name, _ in found} == {"answer"}
    steps = [content for _, content in found]
    assert steps[0]["numbers"]["single"]
    assert "rival.work" not in steps[0]["numbers"]
    assert any("rival.work" in step["numbers"] and step["numbers"]["single"] for step in steps)
    assert [step["final"] for step in steps] == [False] * (len(steps) - 1) + [True]
    assert steps[-1]["numbers"]["draws"] == DRAWS
    assert len(steps[-1]["numbers"]["mine.work"]["by_draw"]) == DRAWS
    assert "Fertig: aus 2 von 2" in steps[-1]["html"]["status"]
    assert [bool(step["say"]) for step in steps] == [step["final"] for step in steps]
    assert [step["views"] for step in steps[1:]].count(True) >= 1
    assert steps[-1]["views"]
    again = [content for _, content in events_of(desk, asked(town))]
    assert len(again) == 2
    assert again[-1]["numbers"] == steps[-1]["numbers"]
    english = events_of(desk, asked(town), "en")[-1][1]
    assert "Done: from 2 of 2" in english["html"]["status"]
    assert english["numbers"] == steps[-1]["numbers"]


def test_the_neutral_what_if_is_zero_everywhere(town: Path, desk: Desk) -> None:
    last = events_of(desk, asked(town, preset="siloed", levers=()))[-1][1]
    assert last["final"]
    for name, value in last["numbers"].items():
        if isinstance(value, dict):
            assert (value["difference"], value["low"], value["high"]) == (0.0, 0.0, 0.0), name


def test_a_failing_run_is_a_plain_sentence(
    town: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SozialraumError("people were lost")

    monkeypatch.setattr(tasks, "tell", fail)
    (name, content), *more = events_of(desk, asked(town, levers=(("handover", 0.11),)))
    assert name == "problem"
    assert not more
    assert "people were lost" in content["text"]
    assert "Ihre Entscheidungen bleiben" in content["text"]
    assert "Traceback" not in content["text"]


def test_a_draw_that_fails_is_counted_and_the_rest_is_told(
    town: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = tasks.run_draw

    def sometimes(desk: Desk, what_if: WhatIf, number: int) -> None:
        if number == 1:
            raise SozialraumError("people were lost")
        draw(desk, what_if, number)

    monkeypatch.setattr(tasks, "run_draw", sometimes)
    last = events_of(desk, asked(town, levers=(("handover", 0.12),)))[-1][1]
    assert last["final"]
    assert last["numbers"]["draws"] == 1
    assert "aus 1 von 2" in last["html"]["status"]
    assert "fehl" in last["html"]["limits"]


def test_an_estimate_comes_first_where_it_is_known_what_decisions_do(
    town: Path, desk: Desk
) -> None:
    preset = asked(town, levers=())
    for draw in range(DRAWS):
        tasks.run_draw(desk, preset, draw)
    for end, number in tasks.ends_missing(desk, preset):
        tasks.run_end(desk, end, number)
    tasks.gather(desk, preset)
    found = [content for _, content in events_of(desk, asked(town, levers=(("handover", 0.31),)))]
    guess, first = (step["numbers"] for step in found[:2])
    assert (guess["estimated"], guess["draws"]) == (True, 0)
    assert (first["estimated"], first["draws"]) == (False, 1)
    assert "Erste Schätzung" in found[0]["html"]["status"]
    assert "Kommt das Netzwerk" not in found[0]["html"]["answer"]
    assert guess["mine.work"]["difference"] != guess["preset.work"]["difference"]
    assert guess["mine.work"]["by_draw"] == []
    assert tasks.answer_at_once(desk, asked(town, levers=(("factor_binding", 0.2),)), "de") is None
    assert not tasks.answer_at_once(desk, preset, "de")["numbers"]["estimated"]


def test_a_preset_made_of_forms_and_a_part_of_the_city_are_answered(town: Path, desk: Desk) -> None:
    space = asked(town).scenario().spaces[0]
    for one in (
        asked(town, preset="project-network", levers=(("handover", 0.4),)),
        asked(town, spaces=(space,), group="under_25", from_month=6),
    ):
        shown = tasks.answer_first(desk, one, "en")
        assert "Your option" in shown["html"]["headline"]
        assert shown["numbers"]["single"]


def test_text_in_an_answer_is_escaped(town: Path, desk: Desk) -> None:
    tasks.answer_first(desk, asked(town), "de")
    template = tasks.template("headline.html")
    found = template.render(headline="<b>", more=["<i>"], borrowed=False, range="")
    assert "<b>" not in found
    assert "<i>" not in found
    assert State().ended == 0


def test_whoever_waits_for_others_is_told_so() -> None:
    waiting = tasks.status_of(State(done=(0,), waiting=True), 4, "de")
    assert waiting.startswith("Vorläufig: aus 1 von 4")
    assert "Andere werden zuerst beantwortet" in waiting
    assert "Andere" not in tasks.status_of(State(done=(0,)), 4, "de")
