"""The model's description says what the code does, and has every heading of ODD+D."""

import re
from pathlib import Path

import pytest

from model.describe.annotations import annotations
from model.describe.document import SECTIONS, renewed
from model.describe.sources import module_of, scheduled
from model.describe.submodels import formula, with_equations
from model.parameters import load, load_sources

README = Path(__file__).resolve().parents[2] / "model" / "README.md"
ATTRIBUTES = README.parent / "reference" / "attributes.py"
# ODD 2020 with the decision-making extension, in its order.
HEADINGS = (
    "Overview",
    "Purpose and patterns",
    "Entities, state variables, and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Theoretical and empirical background",
    "Individual decision-making",
    "Learning",
    "Individual sensing",
    "Individual prediction",
    "Interaction",
    "Collectives",
    "Heterogeneity",
    "Stochasticity",
    "Observation",
    "Details",
    "Implementation details",
    "Initialisation",
    "Input data",
    "Submodels",
)


@pytest.mark.documents
def test_generated_tables_are_not_stale(renew_documents: bool) -> None:
    text = README.read_text(encoding="utf-8")
    if renew_documents:
        README.write_text(renewed(text), encoding="utf-8")
    assert README.read_text(encoding="utf-8") == renewed(text), "run: make docs"


@pytest.mark.documents
def test_attributes_of_agents_are_not_stale(renew_documents: bool) -> None:
    if renew_documents:
        ATTRIBUTES.write_text(annotations(), encoding="utf-8")
    assert ATTRIBUTES.read_text(encoding="utf-8") == annotations(), "run: make docs"


def test_every_heading_of_the_protocol_is_there_and_says_something() -> None:
    text = README.read_text(encoding="utf-8")
    parts = re.split(r"^#{1,2} \d(?:\.\d+)? (.+)$", text, flags=re.MULTILINE)
    assert tuple(parts[1::2]) == HEADINGS
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        if heading not in ("Overview", "Design concepts", "Details"):
            assert len(body.split()) > 25, heading


def test_sources_and_parameters_named_in_the_text_exist() -> None:
    """What stands in backquotes with an underscore, in what people wrote, is known to the model."""
    text = README.read_text(encoding="utf-8")
    written = re.sub(r"<!-- generated: .*?<!-- end -->", "", text, flags=re.DOTALL)
    named = {word for word in re.findall(r"`([\w.]+)`", written) if "_" in word}
    topics = {name.partition(".")[2].partition(".")[0] for name in load()}
    families = {".".join(name.split(".")[:2]) for name in load()}
    assert len(named) > 12
    assert named - set(load_sources()) - topics - families == set()


def test_a_section_that_is_missing_is_noticed() -> None:
    text = README.read_text(encoding="utf-8").replace("<!-- generated: measures -->", "")
    with pytest.raises(KeyError, match="measures"):
        renewed(text)


def test_a_stale_section_is_noticed() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text.replace("| `stock` | persons |", "| `stock` | cows |")) == renewed(text)
    assert text.replace("| `stock` | persons |", "| `stock` | cows |") != text


def test_every_process_is_described_with_its_rules() -> None:
    text = SECTIONS["submodels"]()
    for number, (process, _) in enumerate(scheduled(), 1):
        assert f"#### {number}. `{process}`" in text
        for rule in module_of(process).functions:
            assert f"| `{rule}` |" in text, rule


def test_equations_become_blocks() -> None:
    text = with_equations("Title.\n\n    h = 1 − p\n    p = 0\nwith p a chance.")
    assert text == "Title.\n\n```\nh = 1 − p\np = 0\n```\n\nwith p a chance."
    assert with_equations("A\n\n    x = 1").endswith("x = 1\n```")
    assert with_equations("Nothing set in.") == "Nothing set in."


def test_a_rule_of_one_expression_is_shown_as_it_stands() -> None:
    rules = module_of("matching").functions
    assert formula(rules["matches"]) == (
        "efficiency * seekers ** elasticity * vacancies ** (1.0 - elasticity)"
    )
    assert formula(rules["apply"]) == ""
