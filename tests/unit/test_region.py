"""What depends on size and region is given by the place, or taken over in so many words."""

from pathlib import Path

import pytest
from testkit.places import changed, copied

from model.errors import InputError
from model.parameters import load, load_topics
from model.scenario import remarks, resolve
from model.scenario.doubts import doubts
from model.scenario.region import REGION_FILE, declared_in

DECLARED = declared_in(load_topics())
LENT = """
[[taken_over]]
from = "oberhausen-2015"
names = ["market", "employment", "casework"]
scaled_by = "{by}"
reason = "no figures of our own"
"""


def faults(place: Path) -> str:
    with pytest.raises(InputError) as caught:
        resolve("siloed", place)
    return str(caught.value)


def test_the_model_gives_no_number_of_the_place() -> None:
    assert {f"market.{what}.{level}" for what in ("hires", "outside")
            for level in ("helper", "skilled", "training")} <= DECLARED.keys()  # fmt: skip
    assert not DECLARED.keys() & load().keys()


def test_names_stay_what_they_were_in_their_order() -> None:
    found = resolve("siloed").parameters
    market = [name for name in found if name.startswith("market.")]
    assert market[4:9] == [
        *("market.demand", "market.hires.helper", "market.hires.skilled", "market.hires.training"),
        "market.outside.helper",
    ]
    assert resolve("siloed", changes={"market.hires.helper": 600}).parameters[
        "market.hires.helper"
    ].value == 600  # fmt: skip


def test_a_place_without_a_region_is_refused(tmp_path: Path) -> None:
    town = copied(tmp_path)
    (town / REGION_FILE).unlink()
    assert "there is no such file" in faults(town)
    (town / REGION_FILE).write_text("", encoding="utf-8")
    assert f"{len(DECLARED)} numbers of the place are missing" in faults(town)


def test_numbers_are_taken_over_as_they_are_or_in_proportion(tmp_path: Path) -> None:
    town = copied(tmp_path)
    path = town / REGION_FILE
    path.write_text(LENT.format(by="nothing"), encoding="utf-8")
    same, shipped = resolve("siloed", town), resolve("siloed")
    assert same.hash == shipped.hash
    assert set(same.taken_over.values()) == {"oberhausen-2015"}
    assert same.parameters["market.hires.helper"].status == "assumed"
    assert any("21 numbers of the place are taken over" in text for text in remarks(same))
    assert remarks(shipped) == []
    changed(town, "place.toml", "value = 63258", "value = 31629")
    changed(town, "place.toml", "range = [60750, 63300]", "range = [30000, 63300]")
    path.write_text(LENT.format(by="insured_jobs"), encoding="utf-8")
    half = resolve("siloed", town).parameters["market.hires.helper"]
    assert (half.value, half.range) == (260, (150, 400))
    assert "times 0.5" in half.meaning


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("oberhausen-2015", "oberhausen-2051", "did you mean: oberhausen-2015"),
        ('"market", ', '"markt", ', "did you mean: market?"),
        ("nothing", "residence", "did you mean: residents"),
        ("reason", "raeson", "did you mean: reason"),
        ("[[taken_over]]", "[taken_over]", "is no list of tables"),
        (', "casework"', "", "1 numbers of the place are missing: casework.minutes"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    town = copied(tmp_path)
    text = LENT.format(by="nothing")
    assert old in text
    (town / REGION_FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in faults(town)


def test_a_thousands_point_is_doubted_even_if_it_contradicts_nothing(tmp_path: Path) -> None:
    town = copied(tmp_path)
    assert doubts(town) == []
    changed(town, REGION_FILE, "value = 930, unit = \"hires/month\", range = [600, 1400]",
            "value = 0.93, unit = \"hires/month\", range = [0.6, 1.4]")  # fmt: skip
    changed(town, "institutions.toml", "value = 3, unit = \"posts\", range = [1, 5]",
            "value = 3000, unit = \"posts\", range = [1000, 5000]")  # fmt: skip
    changed(town, "place.toml", "value = 206, unit = \"households/month\", range = [180, 340]",
            "value = 395, unit = \"households/month\", range = [180, 980]")  # fmt: skip
    found = doubts(town)
    assert len(found) == 2, found  # twice as much is another place, a thousandfold is a slip
    assert {fault.key for fault in found} >= {"market.hires.skilled"}


def test_a_form_that_never_begins_is_said() -> None:
    found = resolve("phased-rollout")
    assert remarks(found, 96) == []
    assert len(remarks(found, 24)) == 1
    assert "begins in month 48, and only 24 months are run" in remarks(found, 24)[0]
    assert len(remarks(found, 12)) == 2
