"""Labour demand, search and matching: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, household, person, table

from model.skipping.offers import MINUTES
from model.streams import Decision
from model.vocabulary import (
    CARE,
    FEMALE,
    HEALTH,
    HELPER,
    LONG_RECEIPT,
    MINI_JOB,
    MOTHER,
    MOVED,
    N_BARRIERS,
    NO_JOB,
    PART_TIME,
    PRESENT,
    SKILLED,
    SUBSIDISED,
    TRAINING,
    VOCATIONAL,
)

PLAIN = {
    "base": -2.0, "barriers": 0.0, "motivation": 0.5, "per_motivation": 0.6, "participation": 6.0,
    "participation_mean": 6.0, "per_participation": 0.05, "engagement": 0.5, "information": 0.1,
    "lock_in": 0.0, "season": 0.0,
}  # fmt: skip
EFFECT = [-0.5] * N_BARRIERS
ATTENTION = SimpleNamespace(
    attention_near=0.5, attention_far=0.25, near_features=1.0, attention_scale=20.0
)


def vector(**shares: float) -> list[float]:
    values = [0.0] * N_BARRIERS
    for name, share in shares.items():
        values[{"health": HEALTH, "care": CARE}[name]] = share
    return values


@table(
    [
        case("month 0 is May", RULES.calendar_month, 5, month=0, first=5),
        case("month 7 is December", RULES.calendar_month, 12, month=7, first=5),
        case("month 8 is January", RULES.calendar_month, 1, month=8, first=5),
        case("the burn-in counts backwards", RULES.calendar_month, 4, month=-1, first=5),
        case("peak", RULES.seasonal, 0.08, amplitude=0.08, calendar=10, peak=10),
        case("trough", RULES.seasonal, -0.08, amplitude=0.08, calendar=4, peak=10),
        case("between", RULES.seasonal, 0.0, amplitude=0.08, calendar=7, peak=10),
        case("hires in the peak", RULES.hires_open, 540.0, hires=500.0, demand=1.0, season=0.08),
        case("hires in a slump", RULES.hires_open, 400.0, hires=500.0, demand=0.8, season=0.0),
        case("as many matches as both", RULES.matches, 100.0, efficiency=1.0, seekers=100.0,
             vacancies=100.0, elasticity=0.7),
        # 0.9 · 100^½ · 400^½
        case("square root", RULES.matches, 180.0, efficiency=0.9, seekers=100.0, vacancies=400.0,
             elasticity=0.5),
        # doubling V at η = 0.7 gives 2^0.3
        case("elasticity of hires", RULES.matches, 123.114441, efficiency=1.0, seekers=100.0,
             vacancies=200.0, elasticity=0.7),
        case("offers are thinned", RULES.kept_share, 0.8, matches_=80.0, seekers=100.0),
        case("never multiplied", RULES.kept_share, 1.0, matches_=120.0, seekers=100.0),
        case("nobody seeks", RULES.kept_share, 1.0, matches_=0.0, seekers=0.0),
        case("whole offers", RULES.quota, 8, candidates=10, share=0.84, u=0.5),
        case("rounded by chance", RULES.quota, 9, candidates=10, share=0.84, u=0.7),
    ]
)  # fmt: skip
def test_labour_market(case: Case) -> None:
    case.check()


@table(
    [
        case("no barriers", RULES.barrier_sum, 0.0, has=vector(), mitigated=vector(),
             effect=EFFECT, causal_share=0.75),
        case("two", RULES.barrier_sum, -1.0, has=vector(health=1, care=1), mitigated=vector(),
             effect=EFFECT, causal_share=0.75),
        case("one mitigated: three quarters of it go", RULES.barrier_sum, -0.625,
             has=vector(health=1, care=1), mitigated=vector(care=1), effect=EFFECT,
             causal_share=0.75),
        case("everything in the middle", RULES.log_hazard, -2.0, **PLAIN),
        # ½ · ln(1 + 20/20) = ½ · 0.693147
        case("twenty minutes", RULES.attention_effect, 0.346574, minutes=20.0, slope=0.5,
             par=ATTENTION),
        case("near the market", RULES.attention_slope, 0.5, features=1, par=ATTENTION),
        case("far from it", RULES.attention_slope, 0.25, features=2, par=ATTENTION),
        case("training finished", RULES.retrained, 0.3, has=1, mitigated=0.5, gain=0.6),
        case("no minutes", RULES.attention_effect, 0.0, minutes=0.0, slope=0.5,
             par=ATTENTION),
        case("full motivation", RULES.log_hazard, -1.7, **PLAIN | {"motivation": 1.0}),
        case("a point of participation", RULES.log_hazard, -1.95, **PLAIN | {"participation": 7.0}),
        case("contacts inform", RULES.log_hazard, -1.95, **PLAIN | {"engagement": 1.0}),
        case("locked in", RULES.log_hazard, -3.2, **PLAIN | {"lock_in": 1.2}),
        case("barriers and season", RULES.log_hazard, -2.45, **PLAIN | {"barriers": -0.5,
             "season": 0.05}),
        # 1 − e^−e^−2 = 1 − e^−0.135335
        case("chance of an offer", RULES.offer_chance, 0.126577, frailty=1.0, log_hazard_=-2.0),
        case("twice the luck", RULES.offer_chance, 0.237133, frailty=2.0, log_hazard_=-2.0),
        case("none", RULES.offer_chance, 0.0, frailty=0.0, log_hazard_=-2.0),
        case("pupils look for training", RULES.search_level, TRAINING, u=0.3, pupil=1, age=400,
             unskilled=False, young_until=300, below_degree=0.25),
        case("young and unskilled too", RULES.search_level, TRAINING, u=0.3, pupil=0, age=299,
             unskilled=True, young_until=300, below_degree=0.25),
        case("helper", RULES.search_level, HELPER, u=0.3, pupil=0, age=300, unskilled=True,
             young_until=300, below_degree=0.25),
        case("skilled", RULES.search_level, SKILLED, u=0.3, pupil=0, age=299, unskilled=False,
             young_until=300, below_degree=0.25),
        case("below the degree", RULES.search_level, HELPER, u=0.2, pupil=0, age=299,
             unskilled=False, young_until=300, below_degree=0.25),
        case("seeks without a job", RULES.searches, True, absence=PRESENT, employment=NO_JOB,
             pupil=0, age=400, pupil_from=192),
        case("seeks from a mini-job", RULES.searches, True, absence=PRESENT, employment=MINI_JOB,
             pupil=0, age=400, pupil_from=192),
        case("seeks from a subsidised job", RULES.searches, True, absence=PRESENT,
             employment=SUBSIDISED, pupil=0, age=400, pupil_from=192),
        case("has work", RULES.searches, False, absence=PRESENT, employment=PART_TIME, pupil=0,
             age=400, pupil_from=192),
        case("has moved", RULES.searches, False, absence=MOVED, employment=NO_JOB, pupil=0,
             age=400, pupil_from=192),
        case("a young pupil", RULES.searches, False, absence=PRESENT, employment=NO_JOB, pupil=1,
             age=191, pupil_from=192),
        case("an older pupil", RULES.searches, True, absence=PRESENT, employment=NO_JOB, pupil=1,
             age=192, pupil_from=192),
    ]
)  # fmt: skip
def test_search(case: Case) -> None:
    case.check()


SEARCH = SimpleNamespace(
    base=-2.0, base_training=-3.0, base_pupil=-4.0, mini_job=-0.1, subsidised=-1.0, older=-0.8,
    small_child=-1.3, effect=EFFECT, causal_share=0.75, attention_scale=20.0,
    attention_near=0.5, attention_far=0.25, near_features=1.0, retraining=0.6,
    motivation=0.6, participation_mean=6.0, participation=0.05, information=0.1, season=0.0,
    season_peak=10.0, young_until=300.0, pupil_from=192.0, below_degree=0.25,
)  # fmt: skip


@pytest.mark.parametrize(
    ("pupil", "level", "employment", "age", "base"),
    [
        (0, HELPER, NO_JOB, 400, -2.0),
        (0, TRAINING, NO_JOB, 250, -3.0),
        (1, TRAINING, NO_JOB, 200, -4.0),
        (0, SKILLED, MINI_JOB, 400, -2.1),
        (0, SKILLED, SUBSIDISED, 400, -3.0),
        (0, SKILLED, NO_JOB, 696, -2.8),
    ],
)
def test_where_search_begins(
    pupil: int, level: int, employment: int, age: int, base: float
) -> None:
    found = RULES.base_of(pupil, level, employment, age, 696, SEARCH)
    assert found == pytest.approx(base)


def test_on_which_market_a_person_searches() -> None:
    someone = person(age=400, has={VOCATIONAL: 1}, mitigated={VOCATIONAL: 0.5})
    assert RULES.level_of(0.3, someone, SEARCH) == HELPER  # never had help
    someone.eased = 1
    assert RULES.level_of(0.3, someone, SEARCH) == SKILLED
    assert RULES.level_of(0.2, someone, SEARCH) == HELPER
    someone.pupil = 1
    assert RULES.level_of(0.3, someone, SEARCH) == TRAINING


def everything() -> SimpleNamespace:
    return SimpleNamespace(
        search=SimpleNamespace(**{**vars(SEARCH), "below_degree": 0.0}),
        casework=SimpleNamespace(older_from=696),
        cooperation=SimpleNamespace(joint_job=1.12, joint_job_low_need=0.95),
        switches=SimpleNamespace(participation_feedback=1.0),
        market=SimpleNamespace(first_calendar_month=5.0),
    )


def test_hazard_of_a_mother_with_a_small_child() -> None:
    parameters = everything()
    her = person(sex=FEMALE, age=300, has={MOTHER: 1}, motivation=0.5, participation=7.0,
                 engagement=0.5)  # fmt: skip
    small = household(child_age={0: 35})

    def hazard(home: SimpleNamespace) -> float:
        return float(RULES.personal_log_hazard(her, home, SKILLED, 0.0, parameters))

    assert RULES.has_small_child(small)
    assert not RULES.has_small_child(household(child_age={0: 36}))
    assert hazard(small) == pytest.approx(-2.0 - 0.5 - 1.3 + 0.05)
    assert hazard(household(child_age={0: 36})) == pytest.approx(-2.45)
    her.mitigated[MOTHER], her.eased = 1.0, 1  # day care
    assert hazard(small) == pytest.approx(-2.0 - 0.125 + 0.05)
    parameters.switches.participation_feedback = 0.0
    assert hazard(small) == pytest.approx(-2.125)
    her.joint = 0.1
    assert hazard(small) == pytest.approx(-2.025)
    her.joint, her.attention = 0.0, 20.0
    assert hazard(small) == pytest.approx(-2.125 + 0.346574)
    her.has[CARE], her.mitigated[CARE] = 1, 1.0  # far by the features present, services or not
    assert hazard(small) == pytest.approx(-2.125 - 0.125 + 0.173287)


def test_short_cut_for_those_who_never_had_help() -> None:
    never = person(has={HEALTH: 1, CARE: 1}, mitigated={CARE: 1.0})
    assert RULES.barriers_of(never, EFFECT, 0.75) == pytest.approx(-1.0)
    never.eased = 1
    assert RULES.barriers_of(never, EFFECT, 0.75) == pytest.approx(-0.625)


def test_bounds_of_the_chance_of_an_offer() -> None:
    tables = SimpleNamespace(
        offer_top=[0.0],
        offer_minutes=[1.0, 2.0, 3.0, 4.0, 5.0],
        offer_barriers=[0.5] * N_BARRIERS,
        offer_eased=[1.5],
    )
    found = [RULES.minutes_at_most(minutes, tables) for minutes in (0.0, 7.9, 8.0, 31.0, 99, 900)]
    assert found == [1.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    two = {HEALTH: 1, LONG_RECEIPT: 1}  # weighty; care is not
    for eased, bound in ((0, 2.0 * 1.0 * 0.25), (1, 2.0 * 1.5)):
        someone = person(has=two, eased=eased, frailty=2.0)
        most = RULES.offer_at_most(RULES.anybodys_offer_at_most(0.0, tables), someone, tables)
        assert most == pytest.approx(bound)


def market() -> list[SimpleNamespace]:
    return [SimpleNamespace(candidates=7, kept=7) for _ in (HELPER, SKILLED, TRAINING)]


# Ceilings so high that everybody who searches is visited.
NO_CEILINGS = SimpleNamespace(
    offer_top=[20.0],
    offer_barriers=[1.0] * N_BARRIERS,
    offer_minutes=[1.0] * (len(MINUTES) + 1),
    offer_eased=[1.0],
)


def searched(someone: SimpleNamespace, u: float, lookup: Any = NO_CEILINGS) -> dict[int, int]:
    """A month of search of one person: counts, and offers on the markets."""
    levers = SimpleNamespace(handover=1.0, co_location=0.0)
    state = few([someone], draws={Decision.OFFER: u}, par=everything(), lookup=lookup,
                market=market(), levers=levers)  # fmt: skip
    LOOPS.job_search.begin_search(state, 0)
    LOOPS.job_search.search(state, 0, 0, 1)
    offers = {level: m.candidates for level, m in enumerate(state.market) if m.candidates}
    assert sum(offers.values()) == state.tally[0].offers
    assert [m.kept for m in state.market] == [0, 0, 0]
    assert counted(state.tally[0]) == ({"offers": 1} if offers else {})
    return offers


def seeker(**changes: Any) -> SimpleNamespace:
    middle = {"motivation": 0.5, "participation": 6.0, "engagement": 0.5, "frailty": 1.0}
    return person(**{"age": 400, "offer": 1, **middle, **changes})


@pytest.mark.parametrize(
    ("who", "u", "level"),
    [
        ({}, 0.126, SKILLED),  # 1 − e^−e^−2 = 0.126577
        ({}, 0.127, None),
        ({"frailty": 2.0}, 0.237, SKILLED),
        ({"has": {HEALTH: 1}}, 0.080, None),  # log hazard −2.5: 0.078806
        ({"has": {HEALTH: 1}}, 0.078, SKILLED),
        ({"has": {VOCATIONAL: 1}}, 0.078, HELPER),
        ({"has": {VOCATIONAL: 1}, "mitigated": {VOCATIONAL: 1.0}, "eased": 1}, 0.11, SKILLED),
        ({"has": {VOCATIONAL: 1}, "mitigated": {VOCATIONAL: 0.4}, "eased": 1}, 0.05, HELPER),
        ({"has": {VOCATIONAL: 1}, "age": 299}, 0.029, TRAINING),  # −3.5: 0.029747
        ({"pupil": 1, "age": 192}, 0.018, TRAINING),  # −4: 0.018149
        ({"pupil": 1, "age": 191}, 0.0, None),
        ({"employment": PART_TIME}, 0.0, None),
        ({"absence": MOVED}, 0.0, None),
        ({"frailty": 0.0}, 0.0, None),
    ],
)
def test_a_month_of_search(who: dict[str, Any], u: float, level: int | None) -> None:
    someone = seeker(**who)
    assert searched(someone, u) == ({} if level is None else {level: 1})
    assert someone.offer == (level is not None)  # an old offer is gone
    if level is not None:
        assert someone.level == level
