"""Values that many share, laid out: computed by hand for the shipped files."""

from dataclasses import replace

import pytest

from model.laid_out import MAKES, drop_out, laid_out
from model.parameters import Parameter, load


@pytest.fixture(scope="module")
def shipped() -> dict[str, Parameter]:
    return load()


def with_values(shipped: dict[str, Parameter], **values: float) -> dict[str, Parameter]:
    """Laid out with other values; names with __ for dots."""
    changed = {name.replace("__", "."): value for name, value in values.items()}
    assert set(changed) <= set(shipped)
    return laid_out(
        {n: replace(p, value=changed[n]) if n in changed else p for n, p in shipped.items()}
    )


def test_half_complete_after_two_months() -> None:
    assert drop_out(0.25, 2.0) == pytest.approx(0.5)
    assert drop_out(1.0, 12.0) == 0.0
    assert drop_out(0.0, 12.0) == 1.0


def test_a_need_takes_its_own_value_then_its_class_then_anybodys(
    shipped: dict[str, Parameter],
) -> None:
    found = with_values(
        shipped,
        services__any__arrival=0.3,
        services__assigned__arrival=0.7,
        services__any__completion=0.64,
        needs__debt__completion=0.5,
        needs__debt__duration=1.0,
        needs__health__duration=2.0,
        needs__mother__recognition=0.09,
    )
    assert found["needs.school.arrival"].value == 0.7
    assert found["needs.debt.arrival"].value == 0.3
    assert found["needs.mother.recognition"].value == 0.09
    assert found["needs.debt.drop_out"].value == pytest.approx(0.5)
    assert found["needs.health.drop_out"].value == pytest.approx(0.2)
    assert found["needs.crisis.priority"].value == 1.0
    assert found["needs.agh.priority"].value == 11.0
    assert found["needs.language.course"].value == 1.0
    assert found["needs.health.course"].value == 0.0
    assert found["needs.health.duration"].value == 2.0, "as it stands in the file"


def test_attention_caseworkers_and_features(shipped: dict[str, Parameter]) -> None:
    found = with_values(
        shipped,
        search__elasticity_near=0.3,
        search__elasticity_far=0.1,
        search__attention_scale=20.0,
        search__minutes_near=10.0,
        search__minutes_far=40.0,
        search__feature_scale=0.5,
        search__effect__school=-0.4,
        search__effect__health=-0.8,
        casework__foresight=1.25,
    )
    assert found["search.attention_near"].value == pytest.approx(0.9)
    assert found["search.attention_far"].value == pytest.approx(0.15)
    assert found["search.effect.school"].value == pytest.approx(-0.2)
    assert found["search.effect.health"].value == pytest.approx(-0.8)
    assert found["casework.observed.school"].value == pytest.approx(-0.25)
    assert found["casework.observed.health"].value == pytest.approx(-1.0)


def test_one_height_keeps_the_order_of_the_ladder(shipped: dict[str, Parameter]) -> None:
    found = with_values(shipped, cooperation__stage_height=2.0)
    for ladder in ("stage_trust", "stage_knowledge", "stage_formality"):
        steps = [p for n, p in shipped.items() if n.startswith(f"cooperation.{ladder}.")]
        assert len(steps) == 4
        for step in steps:
            assert found[step.name].value == pytest.approx(2.0 * step.value)


def test_factors_have_two_strengths_and_the_sign_of_the_talk(
    shipped: dict[str, Parameter],
) -> None:
    found = with_values(shipped, factors__helps=0.25, factors__hinders=0.5)
    assert found["factors.factor_binding"].value == -0.25
    assert found["factors.factor_strategy"].value == 0.25
    assert found["factors.obstacle_time"].value == 0.5
    assert found["factors.obstacle_competition"].value == -0.5
    nothing = with_values(shipped, factors__helps=0.0, factors__hinders=0.0)
    assert not any(p.value for n, p in nothing.items() if p.coefficient)


def test_what_is_shared_is_said_to_be_made_from_it(shipped: dict[str, Parameter]) -> None:
    short = {f"{p.topic}.{p.field or n.partition('.')[2]}" for n, p in shipped.items()}
    assert set(MAKES) <= short
