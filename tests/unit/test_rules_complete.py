"""Every rule has cases: a new rule without them is a red test."""

import re
from pathlib import Path

from testkit.rules import RULES

HERE = Path(__file__).parent
# Rules that need the tables of a world; invariants and the reference engine check them.
OF_WORLDS = {"lever_row"}


def test_every_rule_has_a_case() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_rules_*.py"))
    named = set(re.findall(r"\bRULES\.(\w+)", text))
    assert set(vars(RULES)) - named - OF_WORLDS == set()


def test_cases_name_rules_that_exist() -> None:
    assert set(vars(RULES)) >= OF_WORLDS
    assert len(vars(RULES)) > 100
