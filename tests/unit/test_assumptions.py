"""The register of assumptions: values, what is in play, and how it is shown."""

import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from testkit.fake_results import fake_comparison
from testkit.places import changed, copied

from analysis.findings.register import sentences
from analysis.findings.verdict import verdict
from analysis.publish.comparison import write_comparison
from analysis.register.assumptions import Entry, chosen, command_for, counted, in_play, register
from analysis.register.place_records import bare_numbers, place_records
from analysis.tables.register import HEADS, csv_of, drives, row, short
from analysis.wording import unit_in
from model.errors import InputError
from model.scenario import resolve
from model.words import LANGUAGES

ARMS = [resolve("siloed"), resolve("production-network")]


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {entry.name: entry for entry in register(ARMS)}


def test_every_parameter_and_every_record_of_the_place_is_listed(
    entries: dict[str, Entry],
) -> None:
    folder = ARMS[0].place_folder
    assert set(entries) == set(ARMS[0].parameters) | set(place_records(folder))
    assert sum(counted(entries.values()).values()) == len(entries)


def test_a_value_is_listed_as_its_record_says(entries: dict[str, Entry]) -> None:
    found = entries["pipeline.week_odds"].as_json()
    assert found["value"] == 0.95
    assert found["range"] == [0.93, 0.98]
    assert found["unit"] == "odds ratio per week"
    assert (found["status"], found["grade"], found["source"]) == ("seen", "B", "wait_decay")
    assert found["mechanisms"][0]["process"] == "admission"
    assert "values" not in found


def test_a_german_reader_reads_no_english_meaning(entries: dict[str, Entry]) -> None:
    german, english = HEADS.all("de").index("Bedeutung"), HEADS.all("en").index("meaning")
    same = [
        name
        for name, entry in entries.items()
        if row(entry, "de")[german] == row(entry, "en")[english]
    ]
    assert same == [], "write its German into model/words/de.po, context `meaning`"
    unit = HEADS.all("de").index("Einheit")
    assert row(entries["pipeline.week_odds"], "de")[unit] != "odds ratio"
    assert row(entries["levers.handover"], "de")[german].startswith("persönliche Übergabe")
    nowhere = replace(entries["levers.handover"], meaning="of another place", german="woanders")
    assert [row(nowhere, language)[german] for language in LANGUAGES] == [
        "woanders",
        "of another place",
    ]


def test_what_differs_between_arrangements_stands_side_by_side(entries: dict[str, Entry]) -> None:
    cap = entries["levers.stage_cap"]
    assert cap.as_json()["values"] == {"siloed": [0.0], "production-network": [3.0]}
    assert row(cap, "de")[1] == "0 | 3"
    assert cap.status == "assumed"


def test_forms_that_come_later_are_values_too() -> None:
    found = {entry.name: entry for entry in register([resolve("phased-rollout")])}
    assert len(found["levers.stage_cap"].values["phased-rollout"]) > 1


def test_a_changed_value_has_lost_its_source() -> None:
    arms = [resolve("siloed", changes={"pipeline.week_odds": 0.97})]
    found = {entry.name: entry for entry in register(arms)}["pipeline.week_odds"]
    assert (found.status, found.source, found.value) == ("assumed", "", 0.97)


def test_effects_of_factors_are_in_play_only_where_a_factor_is() -> None:
    def factors(*names: str) -> set[str]:
        arms = [resolve(name) for name in names]
        return {entry.name for entry in in_play(arms) if entry.topic == "factors"}

    alone, both = factors("siloed"), factors("siloed", "production-network")
    assert alone < both
    assert "factors.helps" not in alone
    assert "factors.helps" in both


def test_what_only_describes_or_is_only_compared_is_not_in_play(entries: dict[str, Entry]) -> None:
    for name in ("place.active_share", "institutions.debt_advice.wait"):
        assert not entries[name].at_work, name
    assert entries["institutions.self_help_group.places"].in_play
    assert not entries["margins.margin.features_0.share"].at_work


def test_filters(entries: dict[str, Entry]) -> None:
    found = chosen(entries.values(), ["assumed"], ["cooperation", "market"])
    assert found
    assert {entry.topic for entry in found} == {"cooperation", "market"}
    assert {entry.status for entry in found} == {"assumed"}
    assert chosen(entries.values()) == list(entries.values())


def test_words_in_both_languages(entries: dict[str, Entry]) -> None:
    odds = entries["pipeline.week_odds"]
    assert row(odds, "de")[:4] == [
        "pipeline.week_odds",
        "0,95",
        "0,93 … 0,98",
        unit_in("de", odds.unit),
    ]
    assert row(odds, "en")[1] == "0.95"
    assert drives(odds, "de") == "Aufnahme (arrival_chance)"
    assert row(entries["switches.lock_in"], "de")[1:4] == ["an", "", ""]
    assert "beschreibt nur" in drives(entries["place.sites"], "de")
    assert len(short(row(odds, "de"))) == len(short(HEADS.all("de"))) == 6
    assert short(row(odds, "de"))[3] == "belegt B wait_decay"
    said = "\n".join(sentences(list(entries.values()), 7, "en"))
    assert f"{len(entries)} values" in said
    assert "7 numbers without a range" in said


def test_the_written_list_can_be_read_again(entries: dict[str, Entry]) -> None:
    read = pd.read_csv(io.BytesIO(csv_of(entries.values(), "en"))).set_index("name")
    assert list(read.index) == list(entries)
    cap, odds = read.loc["levers.stage_cap"], read.loc["pipeline.week_odds"]
    assert (cap["value"], cap["where it differs"]) == (0.0, "0 | 3")
    assert (odds["value"], odds["from"], odds["to"]) == (0.95, 0.93, 0.98)
    assert read.loc["switches.lock_in"][["value", "from"]].isna().tolist() == [False, True]


def test_numbers_of_a_place_without_a_record_are_counted(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = bare_numbers(folder)
    assert before > 100
    changed(folder, "composition.toml", "single = 0.575", "single = 0.575\nmore = 0.1")
    assert bare_numbers(folder) == before + 1


def test_arrangements_of_different_places_are_refused(tmp_path: Path) -> None:
    elsewhere = resolve("production-network", copied(tmp_path))
    with pytest.raises(InputError, match="arrangements of one place"):
        register([ARMS[0], elsewhere])


def test_the_command_can_be_typed_again() -> None:
    assert command_for(
        ["siloed", "my files/a.toml"], "oberhausen-2015", {"switches.but": False}
    ) == (
        "sozialraum assumptions siloed 'my files/a.toml' --place oberhausen-2015 "
        "--set switches.but=false --status assumed"
    )


def test_a_comparison_names_what_is_assumed_and_writes_it(tmp_path: Path) -> None:
    done = fake_comparison()
    playing = len(done.assumed)
    assert playing > 0
    said = "\n".join(verdict(done, "de"))
    assert f"wirken {playing} Werte mit, die angenommen, nicht gemessen sind" in said
    assert (
        "sozialraum assumptions siloed case-management-only production-network "
        "--place oberhausen-2015 --status assumed"
    ) in said
    write_comparison(done, tmp_path)
    lines = (tmp_path / "assumptions.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + playing
