"""Study files: what is right becomes a study, everything that is wrong is reported at once."""

import math
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter
from testkit.studies import HEAD, TWO_POINTS, study_of, written

from analysis.measures.run_tables import keeper
from experiments.study.load import list_studies, load_study
from model.errors import Fault, InputError

SOBOL = (
    HEAD + '[design]\nkind = "sobol"\npoints = {points}\n[design.factors]\n'
    '"search.base" = {{}}\n"levers.handover" = {{ low = 0.2, high = 0.8 }}\n'
)


def faults(folder: Path, text: str) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        study_of(folder, text)
    assert "Traceback" not in str(caught.value)
    return caught.value.faults


def test_the_smallest_study_has_one_point(tmp_path: Path) -> None:
    study = study_of(tmp_path, 'arms = ["siloed", "production-network"]\n', "small")
    assert (study.name, study.points, study.pairs, study.every) == ("small", ((),), 20, "end")
    assert study.outcomes == keeper().headlines
    assert study.base.name == "siloed"


def test_a_grid_is_every_combination_in_order(tmp_path: Path) -> None:
    text = TWO_POINTS + '"levers.handover" = [0, 1]\n'
    study = study_of(tmp_path, text)
    assert study.points == ((1.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, 1.0))
    assert study.settings_of(1, study.arms[0]) == {"levers.stage_cap": 1.0, "levers.handover": 1.0}


def test_dotted_names_need_no_quotes(tmp_path: Path) -> None:
    text = HEAD + '[settings]\nmarket.demand = 1.2\n[design]\nkind = "grid"\n'
    study = study_of(tmp_path, text + "[design.factors]\nlevers.stage_cap = [1, 2]\n")
    assert study.settings == {"market.demand": 1.2}
    assert [factor.name for factor in study.factors] == ["levers.stage_cap"]


def test_a_factor_may_hold_in_some_arms_only(tmp_path: Path) -> None:
    text = HEAD + '[design]\nkind = "grid"\n[design.factors."levers.stage_cap"]\nvalues = [1, 2]\n'
    study = study_of(tmp_path, text + 'arms = ["production-network"]\n')
    assert study.settings_of(1, study.arms[0]) == {}
    assert study.settings_of(1, study.arms[1]) == {"levers.stage_cap": 2.0}


def test_sobol_points_lie_in_their_spans_and_can_grow(tmp_path: Path) -> None:
    few = study_of(tmp_path, SOBOL.format(points=16))
    more = study_of(tmp_path, SOBOL.format(points=32))
    assert more.points[:16] == few.points
    table = np.array(more.points)
    low, high = (getattr(more.factors[0], end) for end in ("low", "high"))
    assert ((table >= (low, 0.2)) & (table <= (high, 0.8))).all()
    # Balanced: each quarter of each factor has its quarter of the points.
    quarters = np.floor((table - (low, 0.2)) / ((high - low) / 4, 0.15)).astype(int)
    assert [np.bincount(column).tolist() for column in quarters.T] == [[8] * 4, [8] * 4]


def test_a_latin_hypercube_has_a_point_in_every_stratum(tmp_path: Path) -> None:
    text = SOBOL.replace("sobol", "latin-hypercube").format(points=10)
    study = study_of(tmp_path, text)
    strata = np.floor((np.array(study.points)[:, 1] - 0.2) / 0.06)
    assert sorted(strata) == list(range(10))
    assert study_of(tmp_path, text).points == study.points
    other = study_of(tmp_path, text.replace("points = 10", "points = 10\nseed = 2"))
    assert other.points != study.points


def test_a_log_scale_spreads_by_factors(tmp_path: Path) -> None:
    text = (
        HEAD + '[design]\nkind = "latin-hypercube"\npoints = 100\n[design.factors]\n'
        '"market.demand" = { low = 0.5, high = 1.5, scale = "log" }\n'
    )
    values = [point[0] for point in study_of(tmp_path, text).points]
    assert sum(value < math.sqrt(0.75) for value in values) == 50


@pytest.mark.parametrize("separator", [",", ";"])
def test_points_from_a_file(tmp_path: Path, separator: str) -> None:
    lines = ["point,levers.stage_cap,switches.attention", "0,1,true", "", "1,2,false"]
    (tmp_path / "points.csv").write_text("\n".join(lines).replace(",", separator), "utf-8")
    study = study_of(tmp_path, HEAD + '[design]\nkind = "file"\nfile = "points.csv"\n')
    assert study.points == ((1.0, 1.0), (2.0, 0.0))


def test_arms_may_have_settings_and_paths_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\nextends = "siloed"\n', encoding="utf-8")
    text = (
        'arms = ["siloed", "mine.toml", '
        '{ scenario = "siloed", name = "tied", settings = { "levers.stage_cap" = 3 } }]\n'
    )
    study = study_of(tmp_path, text)
    assert [arm.name for arm in study.arms] == ["siloed", "mine", "tied"]
    assert study.arms[1].scenario == str(tmp_path / "mine.toml")
    assert study.arms[2].settings == {"levers.stage_cap": 3.0}


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (TWO_POINTS.replace("stage_cap", "stage_capp"), "stage_capp", "did you mean: levers.stage"),
        (TWO_POINTS.replace("[1, 2]", "[1, 9]"), "levers.stage_cap", "out of range"),
        (TWO_POINTS.replace("[1, 2]", "[1, 1]"), "levers.stage_cap", "stands here twice"),
        (TWO_POINTS.replace("[1, 2]", "[]"), "levers.stage_cap", "has no values"),
        (HEAD + '[design]\nkind = "grid"\n', "design.factors", "the design is empty"),
        (HEAD + '[design]\nkind = "sobol"\npoints = 8\n', "design.factors", "the design is empty"),
        (SOBOL.format(points=10), "design.points", "such as 8 or 16"),
        (SOBOL.replace("points = {points}\n", "").format(), "design.points", "is missing"),
        (SOBOL.format(points=8).replace("low = 0.2", "low = 0.9"), "handover", "low < high"),
        (SOBOL.format(points=8).replace('"search.base" = {}', '"search.base" = [1]'), "search.base",
         "no list of values"),
        (HEAD + '[design]\nkind = "file"\nfile = "none.csv"\n', "", "there is no such file"),
        (HEAD + '[design]\nkind = "cube"\n', "design.kind", "'grid', 'latin-hypercube'"),
        (HEAD.replace("siloed", "siload"), "", "did you mean: siloed"),
        (HEAD + 'place = "oberhausn-2015"\n', "", "oberhausen-2015"),
        (HEAD + "pair = 3\n", "pair", "did you mean: pairs"),
        (HEAD + "[settings]\n\"levers.nope\" = 1\n", "levers.nope", "study.toml"),
        (HEAD + '[keep]\noutcomes = ["particpation"]\n', "keep.outcomes", "participation"),
        (HEAD + '[keep]\noutcomes = ["creaming"]\n', "keep.outcomes", "second run"),
        (HEAD + "[keep]\noutcomes = []\n", "keep.outcomes", "is empty"),
        (HEAD + "[stop]\nwithin = { stok = 1 }\n", "stop.within", "stock"),
        (HEAD + "[stop]\nwithin = { stock = 0 }\n", "stop.within.stock", "above 0"),
        (HEAD + "[stop]\nwithin = {}\n", "stop.within", "empty"),
        ('arms = ["siloed"]\n[stop]\nwithin = { stock = 9 }\n', "stop", "two arms or more"),
        ('arms = ["siloed", "siloed"]\n', "arms", "two arms are called"),
        ("arms = []\n", "arms", "is empty"),
        ("months = 12\n", "arms", "this key is missing"),
        ("arms = [", "", "line 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, key: str, said: str, tmp_path: Path) -> None:
    found = faults(tmp_path, text)
    whole = "\n".join(str(fault) for fault in found)
    assert said in whole, whole
    assert any(key in fault.key for fault in found), found


def test_points_of_a_file_are_checked_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("levers.stage_cap,nope\n1,2\nx,1\n3\n", "utf-8")
    found = faults(tmp_path, HEAD + '[design]\nkind = "file"\nfile = "points.csv"\n')
    whole = "\n".join(str(fault) for fault in found)
    for part in (
        "column B",
        "cell A3 (levers.stage_cap): 'x' is not",
        "cell B4 (nope): the cell is empty",
    ):
        assert part in whole


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    text = TWO_POINTS.replace("stage_cap", "stage_capp") + '[keep]\noutcomes = ["nope"]\n'
    assert len(faults(tmp_path, text)) == 2


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ('[[arms]]\nscenario = "siloed"\nnmae = "x"\n', "arms[1].nmae", "name"),
        (SOBOL.format(points=8).replace("high =", "hihg ="), "levers.handover.hihg", "high"),
    ],
)
def test_a_wrong_key_of_an_entry_has_one_fault_and_the_nearest(
    text: str, key: str, near: str, tmp_path: Path
) -> None:
    (fault,) = faults(tmp_path, text)
    assert fault.key.endswith(key)
    assert fault.nearest == near
    assert near in str(fault.allowed)


def test_an_unknown_study_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no study") as caught:
        load_study("levers-of-cooperaton", keeper())
    assert caught.value.faults[0].nearest == "levers-of-cooperation"
    with pytest.raises(InputError, match="no such file"):
        load_study(tmp_path / "none.toml", keeper())


@pytest.mark.parametrize("name", list_studies())
def test_shipped_studies_are_right(name: str) -> None:
    study = load_study(name, keeper())
    assert study.name == name
    assert study.title["de"]
    assert study.title["en"]


def test_a_study_comes_back_from_what_is_kept(tmp_path: Path) -> None:
    from experiments.study.definition import Study

    text = SOBOL.format(points=8) + "[stop]\nwithin = { stock = 9 }\n"
    study = study_of(tmp_path, text)
    again = TypeAdapter(Study).validate_python(study.as_json())
    assert again == study
    assert again.fingerprint == study.fingerprint
    titled = study_of(tmp_path, text + '[title]\nde = "Titel"\nen = "Title"\n')
    assert titled.fingerprint == study.fingerprint
    assert study_of(tmp_path, "seed = 2\n" + text).fingerprint != study.fingerprint
    assert written(tmp_path, text).is_file()
