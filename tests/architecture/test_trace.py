"""TRACE.md lists every test file under the element it speaks to, and is not stale."""

import re
from pathlib import Path

import pytest
from testkit.source import ROOT
from testkit.tests_described import (
    BY_NAME,
    ELEMENTS,
    PROGRAM,
    THEORY,
    described,
    listing,
    sentences,
)

from model.describe.document import renewed

TRACE = ROOT / "model" / "TRACE.md"
FILES = described()
SECTIONS = {
    **{element: lambda element=element: listing(element, FILES) for element in ELEMENTS},
    "tests that run many worlds": lambda: sentences(FILES),
}


@pytest.mark.documents
def test_the_lists_of_tests_are_not_stale(renew_documents: bool) -> None:
    text = TRACE.read_text(encoding="utf-8")
    if renew_documents:
        TRACE.write_text(renewed(text, SECTIONS), encoding="utf-8")
    assert TRACE.read_text(encoding="utf-8") == renewed(text, SECTIONS), "run: make docs"


def test_every_file_stands_once_and_says_what_it_holds() -> None:
    text = TRACE.read_text(encoding="utf-8")
    assert len(FILES) > 60
    for file in FILES:
        assert text.count(f"| `{file.path}` |") == 1, file.path
        assert file.says.endswith((".", ":")), file.path
        assert file.tests, file.path


def test_names_of_files_are_those_of_files() -> None:
    stems = {Path(file.path).stem.removeprefix("test_") for file in FILES}
    assert set().union(*BY_NAME.values()) <= stems


def test_files_that_the_findings_name_exist() -> None:
    text = re.sub(
        r"<!-- generated: .*?<!-- end -->", "", TRACE.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    named = re.findall(r"`(tests/[\w/]+\.py)`", text)
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_a_file_is_described_from_its_text() -> None:
    by_path = {file.path: file for file in FILES}
    found = by_path["tests/statistical/test_queues_against_theory.py"]
    assert found.says == "Admission and service against the theory of queues, and against Ciw."
    assert (found.element, found.when) == (THEORY, "make statistical")
    assert "test_the_queue_is_the_one_of_ciw" in found.tests
    assert by_path["tests/end_to_end/test_runs.py"].element == PROGRAM
