"""What a run cites: every source at work in it, and nothing else."""

import re
from pathlib import Path

import pytest
from testkit.places import copied

from analysis.register.citations import Citation, bibtex, citations, reference
from model.parameters import Source, load_sources
from model.scenario import resolve


@pytest.fixture(scope="module")
def found() -> dict[str, Citation]:
    return {one.source.key: one for one in citations([resolve("siloed")])}


def test_sources_stand_with_what_rests_on_them(found: dict[str, Citation]) -> None:
    assert "pipeline.week_odds" in found["wait_decay"].numbers
    assert "admission" in found["wait_decay"].processes
    assert "P7" in found["iab_forum_2017"].patterns
    assert "place.stock" in found["talk_bruelle_2015"].numbers


def test_every_source_of_a_number_at_work_is_cited(found: dict[str, Citation]) -> None:
    sources = load_sources()
    for parameter in resolve("siloed").parameters.values():
        if parameter.topic not in ("place", "levers", "factors"):
            keys = {key.strip() for key in parameter.source.split(",")} & set(sources)
            assert keys <= set(found), parameter.name


def test_a_source_that_nothing_uses_is_not_cited(found: dict[str, Citation]) -> None:
    assert set(found) < set(load_sources())
    assert all(one.numbers or one.processes or one.patterns for one in found.values())


def test_a_value_that_was_set_cites_nobody() -> None:
    changed = resolve("siloed", changes={"pipeline.week_odds": 0.97})
    now = {one.source.key: one for one in citations([changed])}
    assert "pipeline.week_odds" not in now["wait_decay"].numbers


def test_own_work_comes_last_and_is_told_apart(found: dict[str, Citation]) -> None:
    own = [one.own for one in found.values()]
    assert own == sorted(own)
    assert found["prototype_fit"].own
    assert not found["talk_bruelle_2015"].own


def test_a_place_without_patterns_is_cited_all_the_same(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "patterns.toml").unlink()
    found = citations([resolve("siloed", folder)])
    assert found
    assert not any(one.patterns for one in found)


SOURCE = Source("a_b", "Kosten & Nutzen, 30 %", "n.d.", "C", "hosts one.de; two.de", "second hand")


def test_references_for_people() -> None:
    assert reference(SOURCE) == "Kosten & Nutzen, 30 %. at one.de; two.de. second hand"
    assert reference(Source("k", "T", "2015", "B", "https://a.de/b")) == "T (2015). https://a.de/b."


def test_bibtex_is_well_formed(found: dict[str, Citation]) -> None:
    assert r"title = {{Kosten \& Nutzen, 30 \%}}" in bibtex(SOURCE)
    assert "year" not in bibtex(SOURCE)
    assert r"note = {grade C; second hand}" in bibtex(SOURCE)
    for one in found.values():
        text = bibtex(one.source)
        assert text.startswith(f"@misc{{{one.source.key},\n")
        assert text.count("{") == text.count("}")
        outside = re.sub(r"\\url\{[^}]*\}", "", text.partition("\n")[2])
        assert not re.search(r"(?<!\\)[&%#$_]", outside), text
