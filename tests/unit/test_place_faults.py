"""A broken place gives one report with every fault; no traceback, no half-read place."""

from pathlib import Path

import pytest
from testkit.places import OBERHAUSEN, changed, copied

from model.errors import Fault, InputError
from model.population import load_place


def faults_of(folder: Path, needs: Path | None = None) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        load_place(folder, needs=needs)
    return caught.value.faults


def one(faults: list[Fault], file: str, key: str) -> Fault:
    found = [fault for fault in faults if fault.file.endswith(file) and fault.key == key]
    assert len(found) == 1, [str(fault) for fault in faults]
    return found[0]


def test_all_faults_of_all_files_in_one_report(tmp_path: Path) -> None:
    town = copied(tmp_path)
    changed(town, "place.toml", "officers =", "offcers =")
    changed(town, "sozialraeume.toml", "value = 4019", "value = 4020")
    changed(town, "institutions.toml", 'purse = "municipal"', 'purse = "municpal"')
    changed(town, "institutions.toml", "value = 400, unit", "value = -400, unit")
    changed(town, "overlap.toml", 'kind = "day_care"', 'kind = "daycare"')
    changed(town, "margins.toml", 'count = "women"', 'count = "womens"')
    changed(town, "arrivals.toml", "[margin.health]", "[margin.ill_health]")
    changed(town, "composition.toml", "[score.health]", "[score.helth]")
    faults = faults_of(town)
    assert one(faults, "place.toml", "officers").nearest == "offcers"
    assert "19968" in one(faults, "sozialraeume.toml", "elb").problem
    assert one(faults, "institutions.toml", "youth_office.purse").nearest == "municipal"
    assert "negative" in str([f for f in faults if f.key.startswith("employment_provider.places")])
    assert one(faults, "overlap.toml", "kindertagesbetreuung.kind").nearest == "day_care"
    assert one(faults, "margins.toml", "women.count").nearest == "women"
    assert one(faults, "arrivals.toml", "margin.health").nearest == "ill_health"
    assert one(faults, "composition.toml", "score.helth").nearest == "health"
    assert one(faults, "composition.toml", "score.health").problem == "is missing"


def test_a_folder_that_is_not_there_names_the_nearest() -> None:
    fault = faults_of(OBERHAUSEN.parent / "oberhausen-2051")[0]
    assert fault.nearest == "oberhausen-2015"


def test_a_file_instead_of_a_folder() -> None:
    assert "file" in faults_of(OBERHAUSEN / "place.toml")[0].problem


@pytest.mark.parametrize(
    "name",
    ["place", "sozialraeume", "institutions", "overlap", "margins", "arrivals", "composition"],
)
def test_each_missing_file_is_reported(tmp_path: Path, name: str) -> None:
    town = copied(tmp_path)
    (town / f"{name}.toml").unlink()
    found = [fault for fault in faults_of(town) if fault.file.endswith(f"{name}.toml")]
    assert "no such file" in found[0].problem


@pytest.mark.parametrize("name", ["place", "institutions", "margins", "composition"])
def test_text_that_is_not_utf8(tmp_path: Path, name: str) -> None:
    town = copied(tmp_path)
    path = town / f"{name}.toml"
    path.write_bytes(path.read_bytes() + "# Säule".encode("latin-1"))
    found = [fault for fault in faults_of(town) if fault.file.endswith(f"{name}.toml")]
    assert "UTF-8" in found[0].problem


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    town = copied(tmp_path)
    (town / "overlap.toml").unlink()
    (town / "overlap.toml").mkdir()
    assert any("folder" in fault.problem for fault in faults_of(town))


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("place.toml", "value = 19967", "value = -19967", "stock.value"),
        ("place.toml", 'source = "strotmann_2007"', 'source = "strotman_2007"', ""),
        ("sozialraeume.toml", "value = 1400,", "value = 1399.5,", "sozialraum 6.elb"),
        ("sozialraeume.toml", 'borough = "Osterfeld"', 'boroug = "O"', "sozialraum 4.boroug"),
        ("sozialraeume.toml", "Oberhausen-Ost", "Osterfeld", "Osterfeld"),
        ("institutions.toml", "[jobcenter]", "[job_center]", "jobcenter"),
        ("institutions.toml", 'pillars = ["arbeit"', 'pillars = ["arbiet"', "jobcenter.pillars"),
        ("institutions.toml", 'scope = "city"', 'scope = "town"', "jobcenter.scope"),
        ("institutions.toml", "power = 0.8,", "power = 1.8,", "types.authority.informal.power"),
        ("institutions.toml", "spread = [0.147, ", "spread = [", "day_care.spread"),
        ("institutions.toml", "power = 0.2", "staff_of = 1, power = 0.2", None),
        (
            "institutions.toml",
            "\nsees = { value = 0.02, unit",
            "\nseen = { value = 0.02, unit",
            None,
        ),
        ("overlap.toml", "users = { value = 1900", "usrs = { value = 1900", None),
        ("margins.toml", 'use = "fit"', 'use = "fitted"', "households.use"),
        ("margins.toml", "value = 0.46078", "value = 0.96078", None),
        ("composition.toml", "migrated = 3.0", "migrant = 3.0", "score.language.migrant"),
        ("composition.toml", "[jobs]", "[works]", "works"),
        ("composition.toml", "first = 256", 'first = "256"', "rent.first"),
        ("composition.toml", "quantiles = [0, 0.1, ", "quantiles = [0.1, ", "quantiles"),
    ],
)
def test_each_guard_fires(tmp_path: Path, file: str, old: str, new: str, key: str | None) -> None:
    town = copied(tmp_path)
    changed(town, file, old, new)
    found = [fault for fault in faults_of(town) if fault.file.endswith(file)]
    assert found
    assert key is None or key == "" or key in {fault.key for fault in found}


def test_more_users_than_families(tmp_path: Path) -> None:
    town = copied(tmp_path)
    changed(town, "overlap.toml", "value = 1900, unit = \"families\", range = [1300, 2600]",
            "value = 19000, unit = \"families\", range = [1300, 26000]")  # fmt: skip
    assert one(faults_of(town), "overlap.toml", "hilfe_zur_erziehung.users")


def test_margins_that_no_population_can_have(tmp_path: Path) -> None:
    town = copied(tmp_path)
    changed(town, "margins.toml", "value = 0.28, unit", "value = 0.271, unit")
    changed(town, "margins.toml", "value = 0.11, unit = \"share\", range = [0.08, 0.14]",
            "value = 0.31, unit = \"share\", range = [0.08, 0.34]")  # fmt: skip
    fault = one(faults_of(town), "margins.toml", "margin")
    assert "age_58" in fault.problem


def test_a_need_that_nobody_serves_is_said_in_the_file_of_the_place(tmp_path: Path) -> None:
    town = copied(tmp_path)
    changed(town, "institutions.toml", "[debt_advice]", "[dept_advice]")
    fault = one(faults_of(town), "institutions.toml", "debt_advice")
    assert fault.nearest == "dept_advice"
    assert "serves debt" in fault.problem
