"""README, LIESMICH and the help of the commands: what they show is run, on a small town.

Only place, months, numbers of pairs, draws and runs, budgets and names of results are others; the
command and its options stay as they are shown. An example that needs a result first makes it as
another example says.
"""

import contextlib
import json
import re
from pathlib import Path

import pytest
from pptx import Presentation
from testkit.examples import GUIDES, examples, short
from testkit.small_town import small_town

from sozialraum.command_line import main

STUDY = """
arms = ["siloed", "case-management-only", "production-network"]
place = "./town"
months = 12
pairs = 2
[design]
kind = "sobol"
points = 2
[design.factors]
"levers.handover" = { low = 0.0, high = 1.0, arms = ["production-network"] }
[keep]
every = "end"
outcomes = ["participation", "integrations", "receipt", "tie_stage", "minutes_coordination"]
"""
STUDY_NAME = "levers-of-cooperation"

# What is not run to its end, and why; it is run to its help in tests/architecture/test_guides.py.
NOT_TO_THE_END = {
    "design": "an hour for a search; tests/end_to_end/test_design.py runs one of three designs",
    "calibrate": "a thousand runs; tests/unit/test_calibrate.py runs it with a made-up model",
    "page": "serves until it is stopped; tests/browser drives it",
    "watch": "serves until it is stopped; tests/unit/test_watch.py asks its parts",
    "bench": "measures the speed of both engines for minutes",
    "what-if production-network --check": "twenty what-ifs; tests/unit/test_what_if_check.py",
    "decompose siloed production-network": "six hundred runs; tests/end_to_end/test_sensitivity.py",
    "sensitivity siloed production-network --method guided": "thousands of points",
    "sensitivity siloed production-network --no-groups": "thousands of points, one value each",
    "sensitivity siloed production-network --parameter": "a thousand points of one topic",
    "worth": "needs a finished study; tests/end_to_end/test_sensitivity.py has one",
    "tipping --study": "the same",
    "study run my-study.toml": "needs a Dask scheduler; tests/unit/test_study_running.py has one",
}
# What runs many worlds, draws figures or makes the same as another example: among the slow tests.
SLOW = {
    "sensitivity", "tipping", "decompose", "frontier", "validate", "prepare", "report",
    "verify", "audit", "place", "what-if",
}  # fmt: skip
QUICK_COMPARE = "compare --resume"  # asks for a finished one, which is made first

# What ends with another status on a small town, and why that is right.
SENSITIVITY = "sensitivity siloed production-network --budget 2h"
REFUSED = {
    SENSITIVITY: "a second of budget is refused at once",
    f"{SENSITIVITY} --also case-management-only --out results/what-drives-it": "the same",
    "validate": "few people miss known values",
    "compare siloed production-network --pairs 40 --uncertainty posterior": "no posterior there",
    "twin 3f2a9c41 --rule gains --lang en": "nobody gains so much among so few",
}

# Names of results that stand in examples, and the example that makes such a result.
MADE_BY = {
    "compare": "compare siloed case-management-only production-network",
    "report": "report RESULT --lang de",
    "study": f"study run {STUDY_NAME}",
}
STANDS_FOR = [
    (r"(RESULT|ERGEBNIS|3f2a9c41)$", "compare"),
    (r"results/\w+-compare-\S*$", "compare"),
    (r"REPORT$|results/\w+-report-\S*$", "report"),
    (rf"(status|resume|extend|export) {STUDY_NAME}$", "study"),
]
OTHER_NAMES = {"SCENARIO": "siloed", "SELECT …": "SELECT count(*) FROM runs"}
PLACES = {"TOWN", "PLACE", "NAME", "ORDNER", "oberhausen-2015", "my-place/"}


class Desk:
    """A folder to work in, with a town, a scenario and a study, and what was made there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, str] = {}
        small_town(folder)
        Presentation().save(str(folder / "house.pptx"))
        example = GUIDES[0].split("```toml\n")[1].split("```")[0]
        (folder / "my-scenario.toml").write_text(example, encoding="utf-8")
        study = f'name = "{STUDY_NAME}"\n{STUDY}'
        (folder / f"{STUDY_NAME}.toml").write_text(study, encoding="utf-8")

    def run(self, example: list[str], person: str = "") -> int:
        """An example, made short, in this process; its exit status."""
        words = self.named(short(example), person)
        with contextlib.chdir(self.folder), pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOZIALRAUM_STORE", str(self.folder / "store"))
            with pytest.raises(SystemExit) as ended:
                main(words)
        return int(ended.value.code or 0)

    def named(self, words: list[str], person: str) -> list[str]:
        """With names of what is here for the names that stand in the example."""
        if ">" in words:  # the rest is the shell's
            words = words[: words.index(">")] + words[words.index(">") + 2 :]
        return [
            self._name(before, word, person)
            for before, word in zip(["", *words], words, strict=False)
        ]

    def _name(self, before: str, word: str, person: str) -> str:
        if word in PLACES:
            return "./town"
        if before == "--person":
            return person
        for pattern, kind in STANDS_FOR:
            if re.search(pattern, f"{before} {word}") and before != "--out":
                return self.result(kind)
        if word == STUDY_NAME:
            return f"{STUDY_NAME}.toml"
        return OTHER_NAMES.get(word, word)

    def result(self, kind: str) -> str:
        """The name of a result of that kind; made if there is none."""
        if kind not in self.made:
            how = MADE_BY[kind].split()
            assert self.run(how) == 0
            self.made[kind] = STUDY_NAME if kind == "study" else self._newest(how)
        return self.made[kind]

    def _newest(self, how: list[str]) -> str:
        """The folder into which an example has written."""
        if "--out" in how:
            return how[how.index("--out") + 1]
        return f"results/{max((self.folder / 'results').glob(f'2*-{how[0]}-*')).name}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def marked(example: list[str]) -> object:
    """An example as a case, under its marks."""
    line = " ".join(example)
    slow = example[0] in SLOW or (example[0] == "compare" and not line.startswith(QUICK_COMPARE))
    marks = [pytest.mark.slow] if slow else []
    return pytest.param(example, id=line, marks=marks)


def left_out(example: list[str]) -> bool:
    return any(" ".join(example).startswith(name) for name in NOT_TO_THE_END)


@pytest.mark.parametrize("example", [marked(e) for e in examples() if not left_out(e)])
def test_what_the_guides_show_runs(
    example: list[str], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    person = a_person(desk, capsys) if "--person" in example else ""
    status = desk.run(example, person)
    said = capsys.readouterr()
    refused = any(" ".join(example) == name for name in REFUSED) or example[0] == "validate"
    assert status in ((0, 1) if refused else (0,)), said.err
    assert "Traceback" not in said.err
    assert (said.out + said.err).strip()


def a_person(desk: Desk, capsys: pytest.CaptureFixture[str]) -> str:
    """Somebody of the comparison, as `twin` names them."""
    assert desk.run(["twin", "RESULT", "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["people"][0]["person"])


def test_the_table_of_what_is_not_run_names_examples() -> None:
    lines = [" ".join(example) for example in examples()]
    for name in NOT_TO_THE_END | REFUSED:
        assert any(line.startswith(name) for line in lines), name  # nothing here is out of date
    assert {example[0] for example in examples()} > SLOW


def test_an_example_that_is_wrong_is_seen(desk: Desk) -> None:
    assert desk.run(["list", "outcoms"]) == 2
