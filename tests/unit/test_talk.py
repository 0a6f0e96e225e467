"""model/TALK.md: every item of the talk has its row, and says why where it moves nothing."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.ask.studies import load_study
from analysis.ask.talk import ALWAYS, BASE, DOCUMENT, SILO, STUDY, document, moved, numbers
from analysis.measures.outcomes import OUTCOME
from analysis.tables.talk import CHANCE, LESS, SMALL, Moved, most, read, talk_table, write
from analysis.tables.talk_items import FUNCTIONS, ITEMS


@pytest.mark.documents
def test_the_table_is_fresh(renew_documents: bool) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    if renew_documents:
        DOCUMENT.write_text(document(text), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == document(text), "run: make docs"


def test_every_arm_of_the_study_has_a_row_and_every_row_numbers() -> None:
    arms = {arm.name for arm in load_study(STUDY).arms}
    assert arms - {SILO} == set(ITEMS)
    assert {row.arm for row in read(numbers())} == set(ITEMS)


def test_the_talk_is_whole() -> None:
    """Thirteen factors, eight obstacles, five functions, four stages besides the preset's own."""
    groups = [item.group.partition(" ")[0] for item in ITEMS.values()]
    assert [groups.count(word) for word in ("Thirteen", "Eight", "Five", "Four")] == [13, 8, 5, 4]


def test_what_moves_nothing_says_why() -> None:
    rows = read(numbers())
    moving = {row.arm for row in rows if row.difference}
    assert [arm for arm, item in ITEMS.items() if arm not in moving and not item.why] == []
    small = Moved("planning", "waiting", 1.0, 0.1)
    assert talk_table({"planning": ITEMS["planning"]}, [small]).endswith(f"| {LESS} |")
    chance = Moved("planning", "waiting", 100.0, 40.0)
    assert f"| {CHANCE} | {SMALL} |" in talk_table({"planning": ITEMS["planning"]}, [chance])


def test_an_item_shows_what_it_moves_most(tmp_path: Path) -> None:
    matters = {name: OUTCOME[name].matters for name in ("mitigated", "waiting", "dropped")}
    rows = [
        Moved("planning", "mitigated", 2.0 * matters["mitigated"], 0.0),
        Moved("planning", "waiting", -3.0 * matters["waiting"], 0.5 * matters["waiting"]),
        Moved(
            "planning",
            "completed",
            9.0 * OUTCOME["completed"].matters,
            4.0 * OUTCOME["completed"].matters,
        ),
        Moved("planning", "dropped", 0.0, 0.0),
        Moved("planning", "participation", 0.01, 0.001),
        Moved("planning", "integrations_yearly", -12.0, 3.0),
    ]
    assert [row.outcome for row in most(rows, 2)] == ["waiting", "mitigated"]
    write(tmp_path / "talk.csv", rows)
    assert read(tmp_path / "talk.csv") == rows
    with (tmp_path / "talk.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["arm", "outcome", "difference", "error"]
    line = talk_table({"planning": ITEMS["planning"]}, rows).splitlines()[-1]
    assert line.startswith("| planning from cases | −12.0 ± 3.0 | +0.0100 ± 0.0010 |")
    assert "people × services waiting −150; barriers mitigated +100" in line


def test_functions_are_compared_with_the_silo() -> None:
    values = {
        (arm, name): np.full(2, 1.0 if arm == SILO else 3.0 if arm == BASE else 2.0)
        for arm in (*ITEMS, SILO)
        for name in ALWAYS
    }
    for row in moved(values):
        other = 1.0 if ITEMS[row.arm].group == FUNCTIONS else 3.0
        assert row.difference == (3.0 if row.arm == BASE else 2.0) - other
