"""Jobs begin, last and end: cases computed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, person, table, tally

from model.skipping.job_changes import TENURES
from model.vocabulary import (
    APPRENTICESHIP,
    DISENGAGED,
    ENTWICKLUNG,
    FIXED_TERM,
    FOERDER,
    FULL_TIME,
    HELPER,
    MINI_JOB,
    MOTHER,
    N_BARRIERS,
    NO_CONTRACT,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    SELF_EMPLOYED,
    SKILLED,
    SUBSIDISED,
    TEMP,
    TRAINING,
    VOCATIONAL,
)

LOSS = {"base": 0.01, "early": 0.1, "decay": 4.0, "per_barrier": 1.1, "factor": 1.0}


@table(
    [
        # 1 − e^−0.11, 1 − e^−(0.01 + 0.1/e), × 1.21, × 1.5
        case("first month", RULES.separation_chance, 0.104166, tenure=0, open_barriers=0.0, **LOSS),
        case("fourth month", RULES.separation_chance, 0.045710, tenure=4, open_barriers=0.0,
             **LOSS),
        case("for years", RULES.separation_chance, 0.009950, tenure=999, open_barriers=0.0, **LOSS),
        case("two barriers", RULES.separation_chance, 0.012027, tenure=999, open_barriers=2.0,
             **LOSS),
        case("temporary agency work", RULES.separation_chance, 0.014888, tenure=999,
             open_barriers=0.0, **LOSS | {"factor": 1.5}),
        case("permanent", RULES.drawn_contract, PERMANENT, u=0.39, permanent=0.4, temp=0.2),
        case("temporary agency", RULES.drawn_contract, TEMP, u=0.41, permanent=0.4, temp=0.2),
        case("fixed term", RULES.drawn_contract, FIXED_TERM, u=0.61, permanent=0.4, temp=0.2),
        # u₁ = e^−½: radius 1
        case("the median wage", RULES.drawn_wage, 1300.0, median=1300.0, spread=0.2,
             u_first=0.6065306597, u_second=0.25),
        case("a good wage", RULES.drawn_wage, 1587.823586, median=1300.0, spread=0.2,
             u_first=0.6065306597126334, u_second=0.0),
    ]
)  # fmt: skip
def test_jobs(case: Case) -> None:
    case.check()


JOBS = SimpleNamespace(
    apprentice_wage=560.0, hours_full=40.0, hours_part=20.0, hours_mini=10.0, part_time_mother=0.75,
    full_time=[0.5, 0.7, 1.0], permanent=[0.4, 0.5, 0.0], temp=[0.2, 0.1, 0.0],
    net_wage=[1000.0, 1500.0, 560.0], wage_spread=0.0, mini_job_in=0.1, mini_job_wage=290.0,
    self_employment_in=0.1, self_employed_wage=500.0, subsidised_in=0.1, subsidised_wage=900.0,
    mini_job_out=0.05, self_employment_out=0.02, subsidised_months=12.0, separation=0.01,
    separation_early=0.1, separation_decay=4.0, separation_per_barrier=1.1,
    contract_factor=[1.0, 1.0, 1.0, 1.0], alg1_rate=0.6, alg1_tenure=12.0, wage_growth=0.01,
    upgrade=0.1, apprentice_months=36.0,
)  # fmt: skip
UNLUCKY = {0: 0.99, 1: 0.99}


def keys(**changes: Any) -> tuple[Any, ...]:
    """Draws by decision: kind, contract, wage, separation, mini, self, upgrade."""
    names = ("kind", "contract", "wage", "separation", "mini", "own", "upgrade")
    return tuple({**UNLUCKY, **changes.get(name, {})} for name in names)


def test_an_offer_becomes_a_job_and_an_integration() -> None:
    someone = person(offer=1, level=SKILLED, receipt=1, receipt_window=1, cohort=1, profile=FOERDER)
    counts = tally()
    RULES.work(someone, JOBS, counts, keys(kind={0: 0.6}, contract={0: 0.4}))
    assert (someone.employment, someone.contract) == (FULL_TIME, PERMANENT)
    assert (someone.wage, someone.hours) == (1500.0, 40.0)
    assert (someone.starts, someone.integrations, someone.offer) == (1, 1, 0)
    assert counted(counts) == {"integrations": 1, "integrations_near": 1}


@table(
    [
        case("there last month", RULES.was_in_receipt, True, receipt=1, window=0b101),
        case("entered this month", RULES.was_in_receipt, False, receipt=1, window=0b110),
        case("off receipt", RULES.was_in_receipt, False, receipt=0, window=0b1),
    ]
)
def test_whose_start_is_an_integration(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("who", "u", "employment", "wage"),
    [
        ({"level": HELPER}, 0.49, FULL_TIME, 1000.0),
        ({"level": HELPER}, 0.51, PART_TIME, 500.0),
        ({"level": SKILLED, "has": {MOTHER: 1}}, 0.26, PART_TIME, 750.0),
        ({"level": SKILLED, "has": {MOTHER: 1}}, 0.24, FULL_TIME, 1500.0),
        ({"level": TRAINING, "pupil": 1}, 0.99, APPRENTICESHIP, 560.0),
    ],
)
def test_kinds_of_job(who: dict[str, Any], u: float, employment: int, wage: float) -> None:
    someone, counts = person(**who, profile=ENTWICKLUNG), tally()
    RULES.begin_job(someone, JOBS, counts, keys(kind={0: u}))
    assert (someone.employment, someone.pupil) == (employment, 0)
    assert someone.wage == pytest.approx(wage)
    assert counted(counts) == {}  # not in receipt: no integration
    assert someone.starts == 0


def test_side_jobs_compete_and_are_no_integrations() -> None:
    def taken(u: float, **who: Any) -> int:
        someone, counts = person(**{"receipt": 1, "profile": ENTWICKLUNG, **who}), tally()
        RULES.work(someone, JOBS, counts, keys(mini={0: u}))
        assert counted(counts) == {}
        assert (someone.wage > 0.0) is (someone.hours > 0.0) is (someone.employment != NO_JOB)
        return int(someone.employment)

    assert taken(0.09) == MINI_JOB
    assert taken(0.11) == SELF_EMPLOYED
    assert taken(0.21) == SUBSIDISED
    assert taken(0.31) == NO_JOB
    assert taken(0.21, profile=FOERDER) == NO_JOB
    assert taken(0.11, profile=FOERDER) == SELF_EMPLOYED
    assert taken(0.0, pupil=1) == NO_JOB
    assert taken(0.0, receipt=0) == NO_JOB


SIDE = {"mini_job": 0.1, "self_employment": 0.05, "subsidised": 0.02}


@table(
    [
        case("a mini-job first", RULES.new_side_job, MINI_JOB, u=0.099, far=True, **SIDE),
        case("then self-employment", RULES.new_side_job, SELF_EMPLOYED, u=0.149, far=True, **SIDE),
        case("then subsidised work", RULES.new_side_job, SUBSIDISED, u=0.169, far=True, **SIDE),
        case("which is for far profiles", RULES.new_side_job, NO_JOB, u=0.169, far=False, **SIDE),
        case("most often none", RULES.new_side_job, NO_JOB, u=0.171, far=True, **SIDE),
    ]
)  # fmt: skip
def test_one_draw_serves_competing_side_jobs(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("who", "draws", "ends"),
    [
        ({"employment": MINI_JOB}, {"mini": {1: 0.04}}, True),
        ({"employment": MINI_JOB}, {"mini": {1: 0.06}}, False),
        ({"employment": SELF_EMPLOYED}, {"own": {1: 0.01}}, True),
        ({"employment": SELF_EMPLOYED}, {"own": {1: 0.03}}, False),
        ({"employment": SUBSIDISED, "tenure": 11}, {}, True),  # the twelfth month is the last
        ({"employment": SUBSIDISED, "tenure": 10}, {}, False),
        ({"employment": MINI_JOB, "absence": DISENGAGED}, {}, True),
    ],
)
def test_ends_of_side_jobs(who: dict[str, Any], draws: dict[str, Any], ends: bool) -> None:
    someone = person(**who, wage=290.0, hours=10.0)
    assert RULES.work(someone, JOBS, tally(), keys(**draws)) == 0.0
    assert (someone.employment == NO_JOB) is ends
    assert (someone.wage == 0.0) is ends


def test_a_lost_job_pays_insurance_only_after_a_year() -> None:
    def loses(tenure: int) -> tuple[float, SimpleNamespace]:
        someone = person(employment=FULL_TIME, contract=PERMANENT, wage=1000.0, tenure=tenure)
        return RULES.work(someone, JOBS, tally(), keys(separation={0: 0.001})), someone

    pay, someone = loses(12)
    assert pay == pytest.approx(600.0)
    assert (someone.employment, someone.contract, someone.job_lost) == (NO_JOB, NO_CONTRACT, 1)
    assert loses(11)[0] == 0.0


def test_a_job_that_lasts_grows() -> None:
    someone = person(employment=PART_TIME, wage=500.0, hours=20.0, tenure=5)
    RULES.work(someone, JOBS, tally(), keys())
    assert (someone.employment, someone.tenure, someone.wage) == (PART_TIME, 6, 505.0)
    RULES.work(someone, JOBS, tally(), keys(upgrade={0: 0.09}))
    assert (someone.employment, someone.hours) == (FULL_TIME, 40.0)
    assert someone.wage == pytest.approx(505.0 * 1.01 * 2)


@pytest.mark.parametrize(
    ("who", "u", "lost"),
    [
        ({"tenure": 0}, 0.104, True),  # 1 − e^−0.11 = 0.104166
        ({"tenure": 0}, 0.105, False),
        ({"tenure": 999}, 0.0099, True),
        ({"tenure": 999}, 0.0101, False),
        ({"tenure": 999, "has": {MOTHER: 1, VOCATIONAL: 1}}, 0.012, True),  # × 1.21
        ({"tenure": 999, "has": {MOTHER: 1}, "mitigated": {MOTHER: 1.0}, "eased": 1}, 0.01, False),
        ({"tenure": 999, "contract": TEMP}, 0.0197, True),  # × 2
    ],
)
def test_who_loses_a_job(who: dict[str, Any], u: float, lost: bool) -> None:
    par = SimpleNamespace(**{**vars(JOBS), "contract_factor": [1.0, 1.0, 1.0, 2.0]})
    assert RULES.loses(u, person(employment=FULL_TIME, **who), par) is lost


def test_a_job_kept_for_ages_is_not_counted_on() -> None:
    someone = person(employment=FULL_TIME, wage=1000.0, hours=40.0, tenure=10_000)
    RULES.keep_job(someone, JOBS, keys(upgrade={0: 0.0}))
    assert (someone.tenure, someone.hours, someone.wage) == (10_000, 40.0, 1010.0)


def month_of_work(someone: SimpleNamespace, ceiling: float = 1.0, **draws: Any) -> tuple[int, bool]:
    """The employment after a month of jobs, and whether anything could have happened."""
    lookup = SimpleNamespace(separation=[ceiling] * TENURES)
    state = few([someone], par=SimpleNamespace(employment=JOBS), lookup=lookup)
    LOOPS.job_changes.mark_who_may_change(state, 0, 1, keys(**draws))
    LOOPS.employment.pass_a_month(state, 0, 1)
    visited = bool(state.marks[0])
    if visited:
        RULES.work(someone, JOBS, state.tally[0], keys(**draws))
    return int(someone.employment), visited


@pytest.mark.parametrize(
    ("who", "draws", "employment", "visited"),
    [
        ({}, {"mini": {0: 0.31}}, NO_JOB, False),
        ({"receipt": 1}, {"mini": {0: 0.31}}, NO_JOB, False),
        ({"receipt": 1}, {"mini": {0: 0.09}}, MINI_JOB, True),
        ({"receipt": 0}, {"mini": {0: 0.09}}, NO_JOB, False),
        ({"receipt": 1, "pupil": 1}, {"mini": {0: 0.09}}, NO_JOB, False),
        ({"offer": 1, "level": SKILLED}, {}, PART_TIME, True),
        ({"employment": FULL_TIME}, {"separation": {0: 0.9}}, FULL_TIME, False),
        ({"employment": FULL_TIME}, {"separation": {0: 0.3}}, FULL_TIME, True),
        ({"employment": FULL_TIME, "tenure": 99}, {"separation": {0: 0.009}}, NO_JOB, True),
        ({"employment": PART_TIME, "hours": 20.0}, {"upgrade": {0: 0.09}}, FULL_TIME, True),
        ({"employment": MINI_JOB}, {"mini": {1: 0.06}}, MINI_JOB, False),
        ({"employment": MINI_JOB}, {"mini": {1: 0.04}}, NO_JOB, True),
        ({"employment": APPRENTICESHIP, "tenure": 35}, {}, FULL_TIME, True),
    ],
)
def test_a_month_of_work(
    who: dict[str, Any], draws: dict[str, Any], employment: int, visited: bool
) -> None:
    assert month_of_work(person(**who), **draws) == (employment, visited)


def test_jobs_that_nothing_happens_to_go_on() -> None:
    """Who is not visited fares as by `keep_job`."""

    def someone(**changes: Any) -> SimpleNamespace:
        return person(**{"employment": FULL_TIME, "wage": 1000.0, "hours": 40.0, "tenure": 30,
                         "starts": 0b101, "job_lost": 1, **changes})  # fmt: skip

    passed, visited = someone(), someone()
    assert month_of_work(passed, ceiling=0.5) == (FULL_TIME, False)
    assert month_of_work(visited, ceiling=4.0) == (FULL_TIME, True)
    assert vars(passed) == vars(visited)
    assert (passed.tenure, passed.wage, passed.starts, passed.job_lost) == (31, 1010.0, 0b1010, 0)
    kept_long = someone(tenure=10_000)
    month_of_work(kept_long, ceiling=0.5)
    assert kept_long.tenure == 10_000
    nobody = person(starts=1)
    month_of_work(nobody)
    assert (nobody.tenure, nobody.wage, nobody.starts) == (0, 0, 2)


def test_shares_of_the_hazard_of_losing_a_job() -> None:
    assert RULES.share_with(N_BARRIERS, 1.1) == pytest.approx(1.0)
    assert RULES.share_with(N_BARRIERS - 2, 1.1) == pytest.approx(1.0 / 1.21)
    assert RULES.share_with(2, 0.9) == pytest.approx(1.0)
    factors = {NO_CONTRACT: 0.0, PERMANENT: 0.75, FIXED_TERM: 1.0, TEMP: 1.5}
    assert 0.5 <= RULES.permanent_at_most(factors) == pytest.approx(0.5)
    assert RULES.permanent_at_most(dict.fromkeys(factors, 0.0)) == 1.0


def test_a_job_goes_on_if_a_month_passes() -> None:
    for employment, passes, tenure, wage in (
        (FULL_TIME, True, 4, 1010.0),
        (MINI_JOB, True, 4, 1000.0),
        (FULL_TIME, False, 3, 1000.0),
    ):
        someone = person(employment=employment, wage=1000.0, tenure=3)
        RULES.go_on(someone, passes, 1.01)
        assert (someone.tenure, someone.wage) == (tenure, wage)


def test_an_apprenticeship_ends_in_a_degree() -> None:
    someone = person(employment=APPRENTICESHIP, contract=FIXED_TERM, tenure=35,
                     has={VOCATIONAL: 1}, wage=560.0)  # fmt: skip
    RULES.work(someone, JOBS, tally(), keys())
    assert (someone.employment, someone.contract) == (FULL_TIME, PERMANENT)
    assert (someone.mitigated[VOCATIONAL], someone.eased, someone.wage) == (1.0, 1, 1500.0)


def test_no_job_is_nothing_at_all() -> None:
    someone = person(employment=MINI_JOB, contract=TEMP, hours=10.0, wage=290.0, tenure=7)
    RULES.end_job(someone)
    assert (someone.employment, someone.contract, someone.tenure) == (NO_JOB, NO_CONTRACT, 0)
    assert (someone.hours, someone.wage) == (0.0, 0.0)
    assert RULES.stay_or_lose(person(employment=PART_TIME, hours=20.0), JOBS, keys()) == 0.0
    assert not RULES.side_job_ends(person(employment=SUBSIDISED), JOBS, keys())
    RULES.side_job(someone, JOBS, keys())
    assert someone.employment == NO_JOB
