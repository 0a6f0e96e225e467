"""A scaled place is a place: people whole, what counts in proportion, rates as before."""

from pathlib import Path

import pytest
from testkit.places import OBERHAUSEN, copied

from experiments.patterns import load_patterns
from model.errors import InputError
from model.population.files import PlaceFiles, read_place
from model.population.scaling import scaled_files
from model.scenario import resolve
from model.scenario.check import check
from model.scenario.doubts import doubts


def made(folder: Path, factor: float) -> Path:
    target = folder / "scaled"
    target.mkdir()
    for name, text in scaled_files(OBERHAUSEN, factor, "scaled").items():
        (target / name).write_text(text, encoding="utf-8")
    return target


@pytest.mark.parametrize("factor", [0.5, 2.0, 0.025, 1.0])
def test_a_scaled_place_has_no_faults_and_no_doubts(tmp_path: Path, factor: float) -> None:
    town = made(tmp_path, factor)
    assert check(town, readers=(read_place, load_patterns)) == []
    assert doubts(town) == []
    files, whole = read_place(town), read_place(OBERHAUSEN)
    stock = files.records["stock"].value
    assert stock == pytest.approx(factor * whole.records["stock"].value, abs=3)
    assert stock == sum(space.records["elb"].value for space in files.spaces)
    market = {name: resolve("siloed", place).parameters[name].value
              for name in ("market.hires.helper",) for place in (town,)}  # fmt: skip
    assert market == {"market.hires.helper": pytest.approx(520 * factor)}
    assert _places(files) == pytest.approx(factor * _places(whole), rel=0.05)
    assert files.records["minutes_per_post"] == whole.records["minutes_per_post"]
    bands = {value.measure: value for _, _, value in load_patterns(town).values()}
    assert bands["stock_mean"].target == pytest.approx(19967 * factor)
    assert bands["profile_near_share"].target == 0.24


def _places(files: PlaceFiles) -> float:
    return sum(kind.places.value for kind in files.kinds)


def test_what_was_seen_in_the_true_city_is_assumed_in_a_scaled_one(tmp_path: Path) -> None:
    records = read_place(made(tmp_path, 0.5)).records
    assert (records["stock"].status, records["stock"].source) == ("assumed", "")
    assert records["minutes_per_post"].status == "derived"


@pytest.mark.parametrize("factor", [0.0, -1.0, 1e9, float("nan"), 1e-5])
def test_a_factor_that_is_none_is_refused(factor: float) -> None:
    with pytest.raises(InputError, match="FACTOR"):
        scaled_files(OBERHAUSEN, factor, "x")


def test_comments_of_the_files_are_kept(tmp_path: Path) -> None:
    text = (made(tmp_path, 0.5) / "sozialraeume.toml").read_text(encoding="utf-8")
    assert "# The six Sozialräume of Oberhausen" in text


def test_a_kind_may_have_no_places(tmp_path: Path) -> None:
    town = copied(tmp_path)
    path = town / "institutions.toml"
    text = path.read_text(encoding="utf-8")
    head, name, rest = text.partition("[debt_advice]")
    value, places, end = rest.partition("places = { value = ")
    number, comma, tail = end.partition(",")
    assert float(number) > 0
    unit, span, other = tail.partition("range = [")
    path.write_text(
        f"{head}{name}{value}{places}0{comma}{unit}{span}0, {other.partition(', ')[2]}",
        encoding="utf-8",
    )
    assert check(town, readers=(read_place,)) == []
