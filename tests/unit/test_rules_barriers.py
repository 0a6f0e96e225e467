"""Barriers: how they come, go and count; cases computed by hand."""

from testkit.rules import RULES, Case, case, person, table

from model.vocabulary import (
    AGE_50,
    CARE,
    DEBT,
    HEALTH,
    LANGUAGE,
    LONG_RECEIPT,
    MIGRATED,
    MOTHER,
    N_BARRIERS,
    SCHOOL,
    VOCATIONAL,
)

NO_CHANGE = [0.0] * N_BARRIERS


def barriers(**shares: float) -> list[float]:
    """A vector over barriers, e.g. barriers(health=1)."""
    names = {"health": HEALTH, "care": CARE, "debt": DEBT, "school": SCHOOL, "language": LANGUAGE}
    names |= {"vocational": VOCATIONAL, "migrated": MIGRATED, "long": LONG_RECEIPT, "old": AGE_50}
    names |= {"mother": MOTHER}
    values = [0.0] * N_BARRIERS
    for name, share in shares.items():
        values[names[name]] = share
    return values


APPEAR, VANISH = barriers(health=0.1, care=0.2, debt=0.3), barriers(health=0.05, care=0.4)


@table(
    [
        case("healthy: falls ill below 0.1", RULES.change_of_features, HEALTH, u=0.09,
             present=NO_CHANGE, appear=APPEAR, vanish=VANISH),
        case("then care below 0.3", RULES.change_of_features, CARE, u=0.11, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("then debt below 0.6", RULES.change_of_features, DEBT, u=0.59, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("above nothing happens", RULES.change_of_features, -1, u=0.61, present=NO_CHANGE,
             appear=APPEAR, vanish=VANISH),
        case("ill: recovers below 0.05", RULES.change_of_features, HEALTH, u=0.049,
             present=barriers(health=1), appear=APPEAR, vanish=VANISH),
        case("ill: care follows at once", RULES.change_of_features, CARE, u=0.051,
             present=barriers(health=1), appear=APPEAR, vanish=VANISH),
        case("two present", RULES.barriers_present, 2, has=barriers(health=1, debt=1)),
        case("none open", RULES.count_open_features, 0.0, has=NO_CHANGE, mitigated=NO_CHANGE),
        case("one open, one half", RULES.count_open_features, 1.5, has=barriers(health=1, care=1),
             mitigated=barriers(care=0.5)),
        case("what is mitigated but not there does not count", RULES.count_open_features, 1.0,
             has=barriers(health=1), mitigated=barriers(debt=1)),
    ]
)  # fmt: skip
def test_barriers_come_and_go(case: Case) -> None:
    case.check()


@table(
    [
        case("nothing", RULES.counted_features, 0, has=barriers(), mitigated=barriers()),
        case("school and vocational count once", RULES.counted_features, 1,
             has=barriers(school=1, vocational=1), mitigated=barriers()),
        case("one of both mitigated still counts", RULES.counted_features, 1,
             has=barriers(school=1, vocational=1), mitigated=barriers(school=1)),
        case("migration and language count once", RULES.counted_features, 1,
             has=barriers(migrated=1, language=1), mitigated=barriers()),
        case("language mitigated, migration stays", RULES.counted_features, 1,
             has=barriers(migrated=1, language=1), mitigated=barriers(language=1)),
        case("burdens are not among the seven", RULES.counted_features, 0, has=barriers(debt=1),
             mitigated=barriers()),
        case("half mitigated health counts no more", RULES.counted_features, 1,
             has=barriers(health=1, care=1), mitigated=barriers(health=0.5)),
        case("all nine are seven", RULES.counted_features, 7, has=[1.0] * N_BARRIERS,
             mitigated=barriers()),
    ]
)  # fmt: skip
def test_features_are_counted_as_published(case: Case) -> None:
    case.check()


def test_counting_without_help_is_the_count_of_the_published() -> None:
    for bits in range(1 << N_BARRIERS):
        has = [bits >> k & 1 for k in range(N_BARRIERS)]
        assert RULES.features_present(has) == RULES.counted_features(has, NO_CHANGE)


def test_short_cuts_agree_with_the_whole_count() -> None:
    eased = person(has={HEALTH: 1, CARE: 1}, mitigated={CARE: 1.0}, eased=1)
    not_eased = person(has={HEALTH: 1, CARE: 1})
    assert (RULES.open_barriers(eased), RULES.open_barriers(not_eased)) == (1.0, 2.0)
    assert (RULES.features_of(eased), RULES.features_of(not_eased)) == (1, 2)
