"""The example in CONTRIBUTING.md is true: it is applied to a copy, and both engines live by it."""

import json
import re
import tomllib
from typing import Any

import pytest
from testkit.copies import Copy
from testkit.source import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(python|diff) (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
AIM = 4  # files that a process costs, beside tests and the German in the catalogue
SWITCHES = "\n[switches]\n"
# The two processes that the example touches, in both engines, month by month on the tiny place.
RUN = """
import json, sys
from dataclasses import replace
import numpy as np
from testkit.tiny_place import tiny, tiny_world
from model.build import arranged
from model.reference.model import Keys, ReferenceModel
from model.scenario import resolve
from model.schedule import SCHEDULE, in_order
from model.simulate import join_cohort

OWN, SEED, ONE_IN, MONTHS = ("volunteering", "participation"), 3, 60, 4
own = [process for process in SCHEDULE if process.name in OWN]

def lived(**changes):
    scenario = tiny(resolve("siloed"), ONE_IN, **changes)
    state = arranged(tiny_world(SEED, 0, ONE_IN, MONTHS), scenario)
    model = ReferenceModel(scenario, SEED, start=state)
    months, differ = in_order([step for process in own for step in process.steps], state), []
    for month in range(MONTHS):
        months(state, month)
        model.keys = Keys(SEED, month)
        for process in own:
            model.live(process)
        model.month += 1
        for name in ("volunteer", "participation"):
            slow = [getattr(elb, name) for elb in model.people]
            fast = state.people[name][: len(slow)]
            if not np.array_equal(fast, np.array(slow, fast.dtype)):
                differ.append((month, name))
    people = state.people[: int(state.size[0])]
    return differ, [float(people[name].mean()) for name in ("volunteer", "participation")]

often = {"participation__volunteer_begin": 0.2}
print(json.dumps([lived(**often), lived(**often, switches__volunteering=0.0)]))
"""


def with_parameters(there: str, added: str) -> str:
    """A topic with more parameters: before its switches, if it has some, and theirs among them."""
    before, _, switches = there.partition(SWITCHES)
    parameters, _, switch = added.partition(SWITCHES)
    return before + parameters + SWITCHES + switch + switches


def applied(copy: Copy) -> None:
    """Every block of the guide: a new file, or lines added where the guide shows."""
    for kind, file, text in BLOCKS:
        if kind == "python":
            assert not (copy.folder / file).exists()
            copy.write(file, text)
            continue
        lines = text.splitlines(keepends=True)
        assert all(line[0] in " +\n" for line in lines)
        before = "".join(line[1:] for line in lines if line[0] == " ")
        after = "".join(line[1:] if line[0] != "\n" else line for line in lines)
        if before:
            copy.edit(file, before, after)
        else:
            there = (copy.folder / file).read_text(encoding="utf-8")
            copy.write(file, with_parameters(there, after))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("project")
    made = Copy(folder, "model", "scenarios", "tests/testkit")
    (folder / "tests/unit").mkdir()
    applied(made)
    return made


def test_parameters_enter_a_topic_with_and_without_switches() -> None:
    once = with_parameters("a = 1\n", "b = 2\n\n[switches]\nb = true\n")
    twice = with_parameters(once, "c = 3\n\n[switches]\nc = true\n")
    assert tomllib.loads(once) == {"a": 1, "b": 2, "switches": {"b": True}}
    switches = {"b": True, "c": True}
    assert tomllib.loads(twice) == {"a": 1, "b": 2, "c": 3, "switches": switches}


def test_a_process_costs_few_files() -> None:
    files = {file for _, file, _ in BLOCKS if not file.startswith("tests/")}
    assert "model/processes/volunteering.py" in files
    assert len(files) <= AIM


def test_the_cases_hold(copy: Copy) -> None:
    said = copy.start("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit")
    assert re.search(r"^\d+ passed", said, re.MULTILINE)


def test_both_engines_agree_and_the_switch_moves_a_result(copy: Copy) -> None:
    found: list[Any] = json.loads(copy.start("-c", RUN))
    (differ, (some, felt)), (differ_without, (nobody, felt_without)) = found
    assert differ == differ_without == []
    assert some > nobody == 0.0
    assert felt > felt_without


def test_the_documents_show_it(copy: Copy) -> None:
    code = """
from model.describe.tables import columns, processes
from model.columns import PEOPLE
from testkit.words_said import said
print(processes(), columns(PEOPLE))
print([text.file for text in said() if text[:2] == ("process", "volunteering")])
"""
    said = copy.start("-c", code)
    row = next(line for line in said.splitlines() if line.startswith("| `volunteering` |"))
    assert "| Volunteering (Ehrenamt): who gives time to others. |" in row
    assert "| volunteering.volunteer | volunteering | volunteer |" in row
    assert "| `volunteer` | 0/1 | volunteers (Ehrenamt) |" in said
    assert "['model/schedule.py']" in said  # its name waits for German
