"""A what-if gives the numbers of the command line, piece by piece and whoever asks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from testkit.small_town import small_town

from analysis.ask import what_if as asking
from analysis.ask.comparison import compare
from analysis.ask.what_if import compared, is_told, tell
from analysis.ask.what_if_layout import Asked, laid_out
from analysis.findings.borrowed import BorrowedAnswer
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.requests.what_if import WhatIf
from analysis.requests.what_if_file import what_if_from
from experiments.study.kept_starts import KeptStarts
from model.errors import InputError
from model.scenario import list_scenarios, resolve
from model.simulate import simulate

TWO_FORMS = """extends = "siloed"
[[form]]
name = "a"
extends = "production-network"
until_month = 12
[[form]]
name = "b"
extends = "information-network"
from_month = 12
"""
ROLES = ("preset", "mine", "rival")
MONTHS = 24


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_town(tmp_path_factory.mktemp("place"))


def what_if(town: Path, **other: object) -> WhatIf:
    levers = (("coordination_limit", 0.03), ("handover", 0.4))
    return WhatIf(**{"levers": levers, "place": str(town), "months": MONTHS, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize("drawn", [False, True])
def test_the_numbers_are_those_of_the_command_line(
    drawn: bool, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = laid_out(Asked(what_if(town), drawn, 4), tmp_path)
    for pair in reversed(range(layout.pairs)):  # the order in which they come does not matter
        tell(layout, pair, ("mine",))
        tell(layout, pair, ROLES)
    asking._pieces.clear()  # as another process would find them
    mine = compared(layout, range(layout.pairs), ROLES)
    request = layout.request
    theirs = compare(
        request.base,
        *request.others,
        place=request.place,
        months=MONTHS,
        pairs=layout.pairs,
        uncertainty=layout.uncertainty,
        jobs=1,
        quiet=True,
    )
    assert layout.uncertainty == ("ranges" if drawn else "none")
    for name in ("outcomes", "monthly", "groups", "ties", "gains", "split"):
        pd.testing.assert_frame_equal(mine.tables[name], theirs.tables[name], check_exact=True)
    pd.testing.assert_frame_equal(mine.table, theirs.table, check_exact=True)
    assert [arm.scenario.hash for arm in mine.plan.arms] == [
        arm.scenario.hash for arm in theirs.plan.arms
    ]


def test_no_folder_of_the_program_is_named(town: Path, tmp_path: Path) -> None:
    layout = laid_out(Asked(what_if(town), drawn=False), tmp_path)
    tell(layout, 0, ("mine",))
    command = compared(layout, [0], ("mine",)).assumptions_command
    assert str(tmp_path) not in command
    assert "siloed production-network what-if.toml" in command


def test_the_neutral_what_if_shows_exactly_zero(town: Path, tmp_path: Path) -> None:
    layout = laid_out(Asked(what_if(town, preset="siloed", levers=()), drawn=False), tmp_path)
    tell(layout, 0, ("preset",))
    assert layout.own == "preset"
    assert set(compared(layout, [0], ("preset",)).table["difference"]) == {0.0}


def test_what_was_told_is_not_run_again(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = laid_out(Asked(what_if(town), drawn=False), tmp_path)
    assert not is_told(layout, 0, ("mine",))
    tell(layout, 0, ("preset", "mine"))
    assert is_told(layout, 0, ("mine",))
    assert not is_told(layout, 0, ("rival",))
    ran: list[int] = []
    monkeypatch.setattr(asking._Runs, "_simulated", lambda self, arm: ran.append(arm))
    tell(laid_out(Asked(what_if(town), drawn=False), tmp_path), 0, ("preset", "mine"))
    assert not ran


def test_a_kept_world_runs_as_the_one_it_was_kept_of(town: Path, tmp_path: Path) -> None:
    layout = laid_out(Asked(what_if(town), drawn=True, pairs=2), tmp_path)
    start, frame = layout.scenarios.start(0, 1)
    scenario = layout.scenarios.get(0, 1)
    made = KeptStarts(tmp_path / "worlds").begun(start, frame, 7)
    again = KeptStarts(tmp_path / "worlds")
    assert len(list((tmp_path / "worlds").iterdir())) == 1
    runs = [
        simulate(scenario, 7, months=12, start=one) for one in (made, again.begun(start, frame, 7))
    ]
    for name, values in runs[0].monthly.items():
        np.testing.assert_array_equal(values, runs[1].monthly[name])
    for name, values in runs[0].people.items():
        np.testing.assert_array_equal(values, runs[1].people[name])


@pytest.mark.parametrize("preset", [n for n in list_scenarios() if n != "phased-rollout"])
def test_a_changed_lever_holds_in_every_form_of_its_file(preset: str, tmp_path: Path) -> None:
    one = WhatIf(preset=preset, levers=(("handover", 0.35),))
    mine, rival = (resolve(path) for path in one.files(tmp_path))
    forms = mine.forms[1:] or mine.forms
    assert [form.levers["handover"] for form in forms] == [0.35] * len(forms)
    before = resolve(preset).forms[1:] or resolve(preset).forms
    for form, old in zip(forms, before, strict=True):
        assert {**form.levers, "handover": 0} == {**old.levers, "handover": 0}
        assert (form.start, form.end, form.spaces) == (old.start, old.end, old.spaces)
    assert all(form.levers["spend_as_casework"] for form in rival.forms[1:] or rival.forms)


def test_a_file_is_the_what_if_it_was_made_of() -> None:
    space = resolve("siloed").spaces[1]
    for one in (
        WhatIf(levers=(("handover", 0.35), ("max_parallel", 2.0))),
        WhatIf(preset="project-network", levers=(("handover", 0.35),)),
        WhatIf(levers=(("handover", 0.35),), spaces=(space,), group="ill", from_month=12),
        WhatIf(preset="information-network"),
    ):
        assert what_if_from(one.toml(), WhatIf()) == one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends = '../../secret.toml'", "is not a shipped arrangement"),
        ("extends = 'siloed'\nplace = '/etc'", "is more than the page can show"),
        ("extends = 'siloed'\n[parameters]\nx = 1", "is more than the page can show"),
        ("extends = 'siloed'\n[levers]\nhandover = 3", "is out of range"),
        ("extends = 'siloed'\n[levers]\nhandovr = 0.3", "unknown lever"),
        ("<script>alert(1)</script>", ""),
        (TWO_FORMS, "is more than the page can show"),
        (WhatIf(levers=(("handover", 0.3),)).toml(rival=True), "is more than the page can show"),
        ("extends = 'siloed'\n[[form]]\nname='a'\nextends='./x'", "is not a shipped arrangement"),
    ],
)
def test_a_file_that_is_handed_over_is_checked(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        what_if_from(text, WhatIf())
    assert said in str(caught.value)
    assert "/tmp" not in str(caught.value)


def test_a_borrowed_answer_moves_the_preset(town: Path, tmp_path: Path) -> None:
    drawn = laid_out(Asked(what_if(town, levers=()), drawn=True, pairs=6), tmp_path)
    for pair in range(drawn.pairs):
        tell(drawn, pair, ("preset",))
    stored = compared(drawn, range(drawn.pairs), ("preset",))
    single = laid_out(Asked(what_if(town), drawn=False), tmp_path)
    tell(single, 0, ("preset", "mine"))
    now = compared(single, [0], ("preset", "mine"))
    answer = BorrowedAnswer(now, "en", stored=stored, preset=drawn.arm("preset"))
    for goal in (WORK, PARTICIPATION):
        one = HEADLINES_OF[goal]
        mine = answer.findings[goal, single.arm("mine")]
        shift = (
            one.factor
            * now.difference(one.name, single.arm("mine"), single.arm("preset")).difference
        )
        whole = one.factor * stored.difference(one.name, drawn.arm("preset")).difference
        assert mine.difference == pytest.approx(whole + shift)
        assert mine.low <= mine.difference <= mine.high
    assert "taken over from the preset (3 sets" in answer.range()
