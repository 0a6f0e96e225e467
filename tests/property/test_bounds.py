"""Bounds are never below the rules that they cover, for any person under any legal parameters.

One property for each bound of model.skipping. Persons are drawn within *all* columns, also those
that no chance reads so far, so that a term which a rule gains and its bound does not cover fails
here. Where a loop marks by several bounds, somebody is given the largest number that can be drawn
below the exact chance, and must be marked.
"""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from testkit.chance import (
    CHANCES,
    GRID,
    Chance,
    any_home,
    any_world,
    anybody,
    anywhere,
    brought_near,
    drawn_below,
    shipped,
)
from testkit.rules import LOOPS, NEVER, RULES, few, household, person

from model.build import parameter_records
from model.lookup import lookup
from model.reference.rules import plain
from model.vocabulary import (
    DISENGAGED,
    EMPLOYMENTS,
    FULL_TIME,
    HEALTH,
    INCAPACITY,
    MINI_JOB,
    N_BARRIERS,
    N_NEARBY,
    NO_JOB,
    OTHER_INCOME,
    PRESENT,
    SCHOOL,
    SUBSIDISED,
    UNTERSTUETZUNG,
)

A_LITTLE = 1.0 + 1.0e-8  # what rounding may do


def test_the_largest_number_below() -> None:
    for chance in (1e-9, 0.25, 0.1, 0.999):
        assert 0.0 < chance - drawn_below(chance) <= 1.5 / GRID


@given(CHANCES, st.booleans())
def test_offer_at_most(chance: Chance, pupil: bool) -> None:
    """Of the person who comes nearest to it, whoever that is: a new term would bring nearer yet."""
    par, tables = any_world(chance)
    season, home = 0.2 * (chance.random() - 0.5), any_home(chance)
    treated = chance.one_of(0.0, par.cooperation.joint_job, par.cooperation.joint_job_low_need)
    lever = SimpleNamespace(handover=float(treated > 0.0), co_location=0.0)
    someone = anybody(
        chance,
        pupil=int(pupil),
        age=chance.below(780, int(par.search.pupil_from)),
        employment=chance.one_of(NO_JOB, MINI_JOB, SUBSIDISED),
        frailty=1.0,
        lock_in=0.0,
        joint=math.log(treated) if treated > 0.0 else 0.0,
    )
    state = few([someone], [home], par=par, lookup=tables, levers=lever)
    anybodys = RULES.anybodys_offer_at_most(season, tables) * LOOPS.offers.joint_at_most(state)

    def how_near(person: SimpleNamespace) -> float:
        level = RULES.level_of(0.9, person, par.search)
        hazard = RULES.personal_log_hazard(person, home, level, season, par)
        return float(hazard - math.log(RULES.offer_at_most(anybodys, person, tables)))

    brought_near(someone, how_near, but=("pupil", "age", "tenure", "mitigated", "joint"))
    assert how_near(someone) <= 0.0
    level = RULES.level_of(0.9, someone, par.search)
    hazard = RULES.personal_log_hazard(someone, home, level, season, par)
    u = drawn_below(RULES.offer_chance(someone.frailty, hazard))
    LOOPS.job_search.mark_who_may_find(state, 0, 1, u, season)
    assert state.marks[0]


@given(st.floats(0.0, 1000.0))
def test_minutes_at_most(minutes: float) -> None:
    records = parameter_records(shipped())
    search = plain(records[0]).search
    for features in (0, 3):
        slope = RULES.attention_slope(features, search)
        effect = RULES.attention_effect(minutes, slope, search)
        assert RULES.offer_chance(1.0, effect) <= RULES.minutes_at_most(minutes, lookup(records[0]))


@settings(max_examples=300)
@given(CHANCES)
def test_exit_at_most(chance: Chance) -> None:
    par, tables = any_world(chance)
    head, own = anybody(chance), par.demography
    exact = RULES.exit_chance(head.spell, RULES.open_barriers(head), own.exit_base,
                              own.exit_early, own.exit_decay, own.exit_per_feature)  # fmt: skip
    assert exact <= RULES.exit_at_most(head.spell, tables) <= RULES.exit_at_most(0, tables)
    u = drawn_below(exact)
    state = few([head], par=par, lookup=tables)
    LOOPS.staying.mark_who_may_move(state, 0, 1, {0: u, 1: NEVER}, NEVER)
    assert state.marks[0]
    assert RULES.household_exits(u, head, own)


@given(CHANCES)
def test_exit_alone_at_most(chance: Chance) -> None:
    """Draws end where the last of the competing reasons ends for this person."""
    par, tables = any_world(chance)
    own = par.demography
    someone = anybody(chance, age=chance.below(400, 180))
    if chance.random() < 0.5:  # of whom nothing could be said against leaving
        someone.trust, someone.attention, someone.age = 0.0, 900.0, 200
        someone.has[HEALTH], someone.has[SCHOOL] = 1, 0
    gives_up = RULES.disengagement_chance(
        someone.trust, someone.attention, own.disengage, own.disengage_trust,
        own.disengage_attention,
    )  # fmt: skip
    studies = someone.age < own.study_until and not someone.has[SCHOOL]
    leaves = min(own.disengage_most, gives_up) + own.incapacity * someone.has[HEALTH]
    u = drawn_below((leaves + own.study * studies) * chance.one_of(1.0 - 1e-12, chance.random()))
    assert u < RULES.exit_alone_at_most(own)
    state = few([someone], par=par, lookup=tables)
    LOOPS.staying.mark_who_may_move(state, 0, 1, {0: NEVER, 1: u}, NEVER)
    assert state.marks[0]
    RULES.exit_alone(someone, household(adults=1), 1.0, own, state.tally[0], {1: u})
    assert someone.absence != PRESENT


@given(CHANCES)
def test_return_at_most(chance: Chance) -> None:
    par, tables = any_world(chance)
    head, own = anybody(chance, absence=OTHER_INCOME, receipt=0), par.demography
    exact = RULES.return_chance(head.months_out, own.return_other_income, own.return_fade)
    assert exact <= RULES.return_at_most(own)
    u = drawn_below(exact)
    state = few([head], par=par, lookup=tables)
    LOOPS.staying.mark_who_may_move(state, 0, 1, NEVER, {0: u, 1: NEVER})
    assert state.marks[0]
    assert RULES.household_returns(head, own, {0: u})


@given(CHANCES, st.integers(INCAPACITY, DISENGAGED))
def test_return_alone_at_most(chance: Chance, absence: int) -> None:
    par, tables = any_world(chance)
    someone = anybody(chance, absence=absence, receipt=0)
    u = chance.one_of(chance.random(), 0.1 * chance.random())
    state = few([someone], par=par, lookup=tables)
    LOOPS.staying.mark_who_may_move(state, 0, 1, NEVER, {0: NEVER, 1: u})
    RULES.return_alone(someone, household(adults=0), par.demography, {1: u})
    assert state.marks[0] or someone.absence != PRESENT
    assert u < RULES.return_alone_at_most(par.demography) or someone.absence != PRESENT


@given(CHANCES)
def test_change_at_most(chance: Chance) -> None:
    par, _ = any_world(chance)
    someone, own = anybody(chance), par.demography
    total = sum(own.vanish[k] if someone.has[k] else own.appear[k] for k in range(N_BARRIERS))
    u = drawn_below(min(1.0, total * chance.one_of(1.0, chance.random())))
    someone.age -= 1  # ages in the loop
    state = few([someone], par=par)
    LOOPS.demography.grow_older(state, 0, 1, u, NEVER)
    # What follows from the person may have been set in the loop, so look at the person as it is.
    if RULES.change_of_features(u, someone.has, own.appear, own.vanish) >= 0:
        assert state.marks[0]


@given(CHANCES, st.booleans())
def test_leaving_school(chance: Chance, retiring: bool) -> None:
    par, _ = any_world(chance)
    own, u = par.demography, chance.random()
    pupil = anybody(chance, pupil=1, age=int(own.age_limit) - 1 if retiring else 199)
    state = few([pupil], par=par)
    LOOPS.demography.grow_older(state, 0, 1, NEVER, u)
    leaves = RULES.leaves_school(u, pupil.age, own.leave_school, own.school_from, own.school_until)
    assert state.marks[0] or not (leaves or retiring)


@settings(max_examples=300)
@given(CHANCES)
def test_lost_jobs(chance: Chance) -> None:
    par, tables = any_world(chance)
    someone, own = anybody(chance, employment=FULL_TIME), par.employment
    exact = RULES.separation_chance(
        someone.tenure, RULES.open_barriers(someone), own.separation, own.separation_early,
        own.separation_decay, own.separation_per_barrier, own.contract_factor[someone.contract],
    )  # fmt: skip
    u = drawn_below(exact)
    keys = tuple(u if number == 3 else NEVER for number in range(7))
    state = few([someone], par=par, lookup=tables)
    LOOPS.job_changes.mark_who_may_change(state, 0, 1, keys)
    assert state.marks[0]
    assert RULES.loses(u, someone, own)


@given(CHANCES, st.sampled_from(range(len(EMPLOYMENTS))))
def test_jobs_that_change(chance: Chance, kind: int) -> None:
    """Whatever is drawn, a month of work changes nobody who is not marked, but for the passing."""
    par, tables = any_world(chance)
    keys = tuple({0: chance.random() ** 4, 1: chance.random() ** 4} for _ in range(7))
    job = {"employment": kind, "wage": 900.0, "hours": 20.0}
    someone = anybody(chance, **job, profile=chance.below(7), pupil=chance.below(2))
    someone.receipt = chance.below(2)
    visited = SimpleNamespace(**{n: list(v) if isinstance(v, list) else v
                                 for n, v in vars(someone).items()})  # fmt: skip
    state = few([someone], par=par, lookup=tables)
    LOOPS.job_changes.mark_who_may_change(state, 0, 1, keys)
    LOOPS.employment.pass_a_month(state, 0, 1)
    if not state.marks[0]:
        RULES.work(visited, par.employment, state.tally[0], keys)
        assert (visited.employment, visited.contract) == (someone.employment, someone.contract)
        assert (visited.tenure, visited.hours) == (someone.tenure, someone.hours)
        assert visited.wage == pytest.approx(someone.wage)


@given(CHANCES)
def test_side_jobs(chance: Chance) -> None:
    par, tables = any_world(chance)
    own = par.employment
    u = drawn_below((own.mini_job_in + own.self_employment_in + own.subsidised_in) * (1 - 1e-12))
    someone = anybody(chance, profile=UNTERSTUETZUNG, employment=NO_JOB)
    state = few([someone], par=par, lookup=tables)
    keys = tuple({0: u if number == 4 else NEVER} for number in range(7))
    LOOPS.job_changes.mark_who_may_change(state, 0, 1, keys)
    assert state.marks[0]
    RULES.work(someone, own, state.tally[0], keys)
    assert someone.employment != NO_JOB


@given(CHANCES)
def test_contact_at_most(chance: Chance) -> None:
    par, _ = any_world(chance)
    minutes = chance.one_of(anybody(chance).attention, 1e-9, 1e-3)
    exact = RULES.contact_chance(minutes, par.casework.minutes_per_contact)
    assert exact <= RULES.contact_at_most(minutes, par.casework.minutes_per_contact) * A_LITTLE
    u = drawn_below(exact)
    assert u < RULES.contact_at_most(minutes, par.casework.minutes_per_contact)


@given(CHANCES)
def test_surely_met(chance: Chance) -> None:
    """What a bound decides, the exact chance decides alike, on both sides of it."""
    par, _ = any_world(chance)
    own = par.casework
    minutes = chance.one_of(anybody(chance).attention, 1e-9, 1e-3, 100.0 * chance.random())
    made = RULES.contact_chance(minutes, own.minutes_per_contact)
    for u in (drawn_below(made), made, min(1.0, made * (1.0 + 1e-6)), chance.random()):
        assert RULES.is_made(u, minutes, own.minutes_per_contact) == (u < made)
        assert u < made or not RULES.surely_met(u, minutes, own.minutes_per_contact)


@given(CHANCES)
def test_surely_and_perhaps_missed(chance: Chance) -> None:
    par, tables = any_world(chance)
    own, trust = par.casework, chance.one_of(chance.random(), 0.0, 1.0, 0.5)
    missed = RULES.missed_chance(trust, own.missed, own.missed_trust)
    for u in (drawn_below(missed), missed, min(1.0, missed * (1.0 + 1e-6)), chance.random()):
        surely, perhaps = RULES.surely_and_perhaps_missed(u, trust, tables)
        assert surely <= (u < missed) <= perhaps
        assert RULES.is_missed(u, trust, own, tables) == (u < missed)


@given(CHANCES)
def test_drop_at_most(chance: Chance) -> None:
    par, _ = any_world(chance)
    own, base = par.pipeline, chance.random()
    for managed in (False, True):
        exact = RULES.drop_chance(base, chance.one_of(0.0, 1.0, chance.random()), own.drop_trust,
                                  managed, own.drop_manager)  # fmt: skip
        assert exact <= base * RULES.drop_at_most(own.drop_trust, own.drop_manager)


@given(CHANCES)
def test_chains_that_treat_without_need(chance: Chance) -> None:
    par, _ = any_world(chance)
    par.switches = SimpleNamespace(over_treatment=1.0, wrong_triage=1.0, recognition=0.0)
    lever = SimpleNamespace(
        cross_recognition=0.0, chain=1.0, triage_error=anywhere(0.0, 3.0, chance)
    )
    u = chance.one_of(chance.random(), 1.5 * par.pipeline.overtreatment * chance.random())
    someone = person(id=1, receipt=1)
    state = few([someone], par=par, levers=lever)
    LOOPS.brought_up.mark_for_chains(state, 0, 1, u)
    RULES.overtreat(someone, lever, par, 1.0, u)
    assert state.marks[0] or not someone.pending


@given(st.integers(0, 127), st.integers(0, 127), st.floats(0.0, 0.2), st.floats(0.0, 0.1))
def test_change_of_use_at_most(uses: int, may: int, begins: float, ends: float) -> None:
    most = RULES.beginning_at_most([0.0] * N_NEARBY, [begins] * N_NEARBY)
    u = RULES.change_of_use_at_most(uses, most, ends)
    assert RULES.change_of_use(u, uses, may, [begins] * N_NEARBY, ends) == N_NEARBY


def test_bounds_pass_most_people_by() -> None:
    """With the shipped parameters: otherwise they would save nothing."""
    records = parameter_records(shipped())
    par, tables = plain(records[0]), lookup(records[0])
    someone = person(receipt=1, age=400, spell=12, attention=15.0, frailty=1.0, has={0: 1, 2: 1},
                     trust=0.5, motivation=0.5, engagement=0.5, participation=6.0)  # fmt: skip
    lever = SimpleNamespace(handover=0.0, co_location=0.0)
    state = few([someone], [household(adults=1)], par=par, lookup=tables, levers=lever)
    moving, searching, steps = 0, 0, 1000
    for u in ((step + 0.5) / steps for step in range(steps)):
        LOOPS.staying.mark_who_may_move(state, 0, 1, u, u)
        moving += bool(state.marks[0])
        LOOPS.job_search.mark_who_may_find(state, 0, 1, u, 0.0)
        searching += bool(state.marks[0])
    assert 0 < moving < 0.2 * steps
    assert 0 < searching < 0.35 * steps
