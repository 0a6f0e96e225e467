"""Published figures are entered twice, by different people, and must agree.

`published_figures.toml` is the second entry. Every record with the status *seen* in the parameter
files or in the files of a place must be named here, either with the figure it repeats or with the
reason why it is no figure (`published_mapping.toml`); many derived ones are computed again.
"""

import math
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from testkit.published import (
    BY_DEFINITION,
    COMPUTED,
    DAYS_A_MONTH,
    ERRORS,
    OWN_BAND,
    ROUNDED,
    TARGETS,
    WEEKS_A_MONTH,
)

from experiments.patterns import load_patterns
from model.parameters import load_sources

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "scenarios" / "places" / "oberhausen-2015"
PARAMETERS = ROOT / "model" / "parameters"


def tables(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def records(name: str, table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record (a table with a value and a status) with its dotted name."""
    if "value" in table and "status" in table:
        yield name, table
        return
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from records(f"{name}.{key}", inner)
        elif isinstance(inner, list):
            for item in inner:
                if isinstance(item, dict) and "name" in item:
                    yield from records(f"{name}.{key}.{item['name']}", item)


def all_records() -> dict[str, dict[str, Any]]:
    skip = {"sources.toml", "patterns.toml"}
    files = [f for folder in (PARAMETERS, PLACE) for f in folder.glob("*.toml")]
    # A place's region.toml gives parameters of the model, under their topics.
    return {
        name.removeprefix("region."): record
        for path in files
        if path.name not in skip
        for name, record in records(path.stem, tables(path))
    }


def all_figures() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("published_figures.toml")
    content = tables(path)
    return {f"{table}.{key}": figure for table in content for key, figure in content[table].items()}


RECORDS = all_records()
FIGURES = all_figures()
MAPPING = tables(Path(__file__).with_name("published_mapping.toml"))
SAME, IN_WORDS, PATTERNS = MAPPING["same"], MAPPING["in_words"], MAPPING["patterns"]


def figure(name: str) -> float:
    return float(FIGURES[name]["value"])


def bounds(name: str, unit: str) -> tuple[float, float]:
    """The figure as an interval in a parameter's unit; a single value is both ends."""
    entry = FIGURES[name]
    low, high = (
        (entry["value"], entry["value"])
        if "value" in entry
        else (entry.get("low", -math.inf), entry.get("high", math.inf))
    )
    given, scale = entry["unit"], 1.0
    if given.startswith(("%", "pp")) and not unit.startswith(("%", "pp")):
        scale = 0.01
    elif unit.startswith("month") and given != unit:
        scale = {"weeks": 1 / WEEKS_A_MONTH, "days": 1 / DAYS_A_MONTH}.get(given, 1.0)
    return low * scale, high * scale


def agrees(value: float, name: str, unit: str) -> bool:
    low, high = bounds(name, unit)
    # Weeks and days become months rounded to one decimal; everything else is printed as it is used.
    converted = unit.startswith("month") and FIGURES[name]["unit"] in {"weeks", "days"}
    slack = 0.05 if converted else 1e-9
    return low - slack <= value <= high + slack


def keys(text: str) -> set[str]:
    return {key.strip() for key in text.split(",") if key.strip()}


@pytest.mark.parametrize("name", sorted(SAME))
def test_a_parameter_repeats_its_figure(name: str) -> None:
    record, entry = RECORDS[name], FIGURES[SAME[name]]
    assert agrees(record["value"], SAME[name], record["unit"]), (record, entry)
    if record["status"] == "seen":
        assert keys(record["source"]) & keys(entry["source"]), (record["source"], entry["source"])


@pytest.mark.parametrize("name", sorted(COMPUTED))
def test_a_derived_parameter_follows_from_the_figures(name: str) -> None:
    again = COMPUTED[name](figure)
    assert RECORDS[name]["value"] == pytest.approx(again, rel=ROUNDED.get(name, 0.005))


def by_definition(record: dict[str, Any]) -> bool:
    """A number that could not be otherwise without meaning something else: a range of one value."""
    low, high = record.get("range", (0, 1))
    return bool(low == record["value"] == high)


def test_every_derived_number_is_computed_again() -> None:
    derived = {
        name
        for name, record in RECORDS.items()
        if record["status"] == "derived" and not by_definition(record)
    }
    assert len(derived) > 20
    in_words = {name for name in derived if any(fnmatch(name, one) for one in BY_DEFINITION)}
    assert sorted(derived - set(SAME) - set(COMPUTED) - in_words) == []
    assert set(ROUNDED) <= derived


def test_every_seen_number_is_entered_twice() -> None:
    seen = {
        name
        for name, record in RECORDS.items()
        if record["status"] == "seen" and record["unit"] != "switch"
    }
    assert len(seen) > 20, "no parameter files found"
    in_words = {name for name in seen if any(fnmatch(name, known) for known in IN_WORDS)}
    assert sorted(seen - set(SAME) - set(COMPUTED) - in_words) == []


def test_a_grade_is_the_grade_of_the_source() -> None:
    """Seen and derived numbers carry their source's grade; an assumed one that names an anchor may
    carry it or none. Of several sources the weakest counts.
    """
    sources, wrong = load_sources(), []
    for name, record in RECORDS.items():
        cited = keys(record.get("source", ""))
        assert cited <= set(sources), (name, cited)
        grade = max((sources[key].grade for key in cited), default="")
        allowed = {"", grade} if record["status"] == "assumed" else {grade}
        if record.get("grade", "") not in allowed:
            wrong.append((name, record["grade"], grade))
    assert wrong == []


def test_no_entry_is_left_over() -> None:
    assert sorted((set(SAME) | set(COMPUTED)) - set(RECORDS)) == []
    assert [known for known in IN_WORDS if not any(fnmatch(n, known) for n in RECORDS)] == []
    assert sorted({*SAME.values(), *PATTERNS.values()} - set(FIGURES)) == []


def test_every_seen_pattern_repeats_its_figure() -> None:
    for _, _, value in load_patterns(PLACE).values():
        if value.measure in PATTERNS:
            assert value.target is not None
            assert agrees(value.target, PATTERNS[value.measure], value.unit), value
            if value.status == "seen":
                assert value.source in keys(FIGURES[PATTERNS[value.measure]]["source"]), value
        else:
            assert value.status != "seen" or value.measure in MAPPING["patterns_in_words"], value


def test_every_derived_pattern_from_p14_on_is_computed_again() -> None:
    values = {v.measure: v for key, _, v in load_patterns(PLACE).values() if int(key[1:]) >= 14}
    for measure, again in TARGETS.items():
        assert values[measure].target == pytest.approx(again(figure), rel=0.02), measure
    assert set(values) - set(PATTERNS) - set(TARGETS) == set()


def test_bands_of_what_is_kept_out_follow_from_the_error_of_the_source() -> None:
    """Half width = 2 · √(s² + (t · target)²), s = √(p (1 − p) / n) of a share counted on n."""
    judged = {
        v.measure: v
        for key, _, v in load_patterns(PLACE).values()
        if int(key[1:]) >= 14 and v.use != "reported"
    }
    assert set(judged) == {*ERRORS, *OWN_BAND}
    for measure, (transfer, n) in ERRORS.items():
        value = judged[measure]
        assert value.target is not None
        assert value.low is not None
        assert value.high is not None
        chance = value.target * (1 - value.target) / n if n else 0.0
        half = 2 * math.sqrt(chance + (transfer * value.target) ** 2)
        found = ((value.high - value.low) / 2, value.target - value.low)
        assert found == pytest.approx((half, half), rel=0.06), measure


def test_a_wrong_number_is_noticed() -> None:
    """Every comparison above can fail: a twentieth more is a difference, whatever the unit."""
    for name, figure_name in SAME.items():
        low, high = bounds(figure_name, RECORDS[name]["unit"])
        wrong = 1.06 * high if math.isfinite(high) else 0.9 * low
        assert not agrees(wrong, figure_name, RECORDS[name]["unit"]), name


def test_the_figures_fit_together() -> None:
    """Sums and quotients that the sources imply: a slip of the pen in this entry shows here."""
    near, far, others = (figure(f"talk.{g}_persons") for g in ("near", "far", "others"))
    assert near + far + others == pytest.approx(figure("talk.elb"), abs=10)
    integrations = figure("talk.integrations")
    assert 100 * integrations / figure("talk.elb") == pytest.approx(18.0, abs=0.1)
    shares = [figure(f"talk.{g}_of_integrations") for g in ("near", "far", "others")]
    assert sum(shares) == pytest.approx(100)
    rates = [s * integrations / n for s, n in zip(shares, (near, far, others), strict=True)]
    assert rates == pytest.approx([44.9, 9.0, 10.0], abs=0.05)
    assert sum(figure(f"talk.{p}") for p in ("markt", "aktivierung", "foerder")) == pytest.approx(
        100 * near / figure("talk.elb"), abs=0.1
    )
    assert sum(
        figure(f"talk.{p}") for p in ("entwicklung", "stabilisierung", "unterstuetzung")
    ) == pytest.approx(100 * far / figure("talk.elb"), abs=0.1)
    assert sum(figure(f"count.{k}") for k in ("none", "one", "two", "three_or_more")) == 100
    assert sum(figure(f"prior.split_{k}") for k in (3, 4, 5)) == figure("count.three_or_more")
    assert sum(
        figure(f"elb_by_sozialraum.{s}") for s in tables_of("elb_by_sozialraum")
    ) == pytest.approx(figure("talk.elb"), abs=10)
    assert figure("margins.unemployed_sgb2") + figure("margins.unemployed_sgb3") == figure(
        "margins.unemployed_2014"
    )
    assert figure("partners.child_care_under_3") + figure("partners.child_care_from_3") == figure(
        "partners.child_care_places"
    )
    assert figure("partners.child_care_under_3") + figure("partners.childminder_places") == figure(
        "partners.under_3_places"
    )
    assert figure("belonging.permanent") - figure("belonging.unemployed") == pytest.approx(
        figure("belonging.raw_gap")
    )
    completed, broken_off = figure("partners.debt_completed"), figure("partners.debt_broken_off")
    share = completed / (completed + broken_off)
    assert share == pytest.approx(figure("prior.completion_debt"), abs=0.005)
    for better, worse, ratio in (
        ("case_manager", "plain_referral", "case_manager_odds_ratio"),
        ("motivational_talk", "plain_referral", "motivational_odds_ratio"),
        ("linkage_worker", "passive_referral", "linkage_odds_ratio"),
        ("co_located", "not_co_located", "co_location_odds_ratio"),
    ):
        first, second = (figure(f"arrival.{k}") / 100 for k in (better, worse))
        odds = first / (1 - first) / (second / (1 - second))
        assert odds == pytest.approx(figure(f"arrival.{ratio}"), abs=0.05)


def tables_of(table: str) -> list[str]:
    return [name.split(".", 1)[1] for name in FIGURES if name.startswith(f"{table}.")]
