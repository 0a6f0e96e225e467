"""Every question's answer: the sentence first, at most 25 lines of 80 columns; German in German.

Also what `--all` adds to it: no id of an arm, no name of a parameter, no English word.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from testkit.planted_designs import designed, standing
from testkit.planted_results import decomposed, one_run, searched, studied, swept, weighed
from testkit.spoken import not_german

from analysis.findings import (
    decomposition,
    design,
    frontier,
    sensitivity,
    tipping,
    worth,
)
from analysis.findings import (
    one_run as of_one,
)
from analysis.tables import brief
from analysis.tables.design import of_design
from sozialraum.asked import Asked
from sozialraum.commands import decompose as decompose_command
from sozialraum.commands import design as design_command
from sozialraum.commands import frontier as frontier_command
from sozialraum.commands import run as run_command
from sozialraum.commands import sensitivity as sensitivity_command
from sozialraum.commands import tipping as tipping_command

ALL = Asked(everything=True)
type Case = tuple[Callable[[], Any], Callable[[Any], list[str]], Callable[[Any], Iterable[str]]]


def found() -> Any:
    return designed(*[standing(20, 12, 10 - at) for at in range(6)], language="de", formed=0.1)


# How a result is made, its short answer, its sentences, and what the command prints with --all.
CASES: dict[str, Case] = {
    "run": (one_run, brief.of_run, lambda done: of_one.sentences(done, "de")),
    "tipping": (
        lambda: swept([-1.0, 0.1, 1.0], 0.1, 1.0),
        brief.of_sweeps,
        lambda done: tipping.thresholds_in_words(done, "de"),
    ),
    "decompose": (
        decomposed, brief.of_parts, lambda done: decomposition.sentences(done, "de")
    ),
    "sensitivity": (
        lambda: studied(0.01), brief.of_sensitivity, lambda done: sensitivity.sentences(done, "de")
    ),
    "worth": (weighed, brief.of_worth, lambda done: worth.worth_in_words(done, "de")),
    "frontier": (searched, brief.of_front, lambda done: frontier.sentences(done, "de")),
    "design": (found, of_design, lambda done: design.sentences(done, "de")),
}  # fmt: skip
EVERYTHING: dict[str, Callable[[Any], None]] = {
    "run": lambda done: run_command._print(done, everything=True),
    "tipping": lambda done: tipping_command._show(done, ALL),
    "decompose": lambda done: decompose_command._show(done, ALL),
    "sensitivity": lambda done: sensitivity_command._show(done, ALL),
    "frontier": lambda done: frontier_command._show(done, ALL),
    "design": lambda done: design_command._show(done, ALL),
}


@pytest.mark.parametrize("case", CASES)
def test_the_sentence_comes_first_and_a_screen_holds_all(case: str) -> None:
    make, short, told = CASES[case]
    done = make()
    lines = short(done)
    assert 2 < len(lines) <= brief.MOST_LINES
    assert max(map(len, lines)) <= brief.WIDTH
    first = next(iter(told(done)))
    begins = " ".join(" ".join(lines[1:]).removeprefix("ANTWORT").split())
    assert begins.startswith(" ".join(first.split()))


@pytest.mark.parametrize(
    "given_away",
    ["mit production-network", "casework.kappa", "minutes_contact", "mehr and weniger"],
)
def test_what_is_not_german_is_noticed(given_away: str) -> None:
    assert len(not_german(given_away)) == 1
    assert not_german("mit `sozialraum report` oder --all, patterns.csv") == []


@pytest.mark.parametrize("case", CASES)
def test_the_short_answer_is_german(case: str) -> None:
    make, short, _ = CASES[case]
    assert not_german(" ".join(short(make()))) == []


@pytest.mark.parametrize("case", EVERYTHING)
def test_all_of_it_is_german(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    EVERYTHING[case](CASES[case][0]())
    assert not_german(capsys.readouterr().out) == []
