"""From a scenario and its place to the state of a world at the beginning of the burn-in.

Nothing is drawn here but what is fixed by the seed for good: site quality. People enter through the
same kernel as every arrival.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import gammaincinv

from model.columns import (
    HOUSEHOLD_COLUMNS,
    INSTITUTIONS,
    PEOPLE,
    TIES,
    as_records,
    records,
)
from model.laid_out import laid_out
from model.lookup import lookup
from model.parameters import labels, record
from model.population import Place, Population, load_place
from model.population.onlookers import kind_of, nearby_places, onlookers_of, sees_of
from model.processes.arrivals import IDS_A_HOUSEHOLD, IDS_A_MONTH, LISTED, enter_all
from model.processes.others import NO_CLASS
from model.scenario import Scenario
from model.state import (
    MARKET,
    SPACES,
    Arriving,
    PlaceArrays,
    State,
    forms_columns,
    scratch_paper,
)
from model.streams import Decision, uniforms
from model.tables import Table
from model.tally import empty_tally
from model.vocabulary import (
    LEVELS,
    MEMBERSHIPS,
    N_NEEDS,
    NEARBY,
    NON_MEMBER,
    PLACE_CLASSES,
)

# Topics that reach loops through the table of levers, or laid out for every need.
NOT_IN_LOOPS = ("levers", "factors", "services")
JOBCENTER = 0  # kind
ACTIVITY = 2  # slot of the draw whether an institution really joins
FRAILTY_STEPS = 1024  # quantiles that stand for the distribution of search success
BEFORE_ALL = -1_000_000  # start of the base form: before any burn-in


def factor_coefficients(scenario: Scenario) -> list[tuple[str, str, float]]:
    """(lever, coefficient, e) of every success factor and obstacle."""
    return [
        (name.partition(".")[2], found.coefficient, found.value)
        for name, found in laid_out(scenario.parameters).items()
        if found.coefficient
    ]


def effective_coefficients(scenario: Scenario, levers: Mapping[str, float]) -> dict[str, float]:
    """Coefficients of cooperation under a form: x = x₀ · Π (1 + e · level)."""
    result: dict[str, float] = {}
    for lever, coefficient, effect in factor_coefficients(scenario):
        base = result.get(coefficient)
        if base is None:
            base = scenario.parameters[f"cooperation.{coefficient}"].value
        result[coefficient] = base * (1.0 + effect * levers[lever])
    return result


def bindingness(scenario: Scenario, levers: Mapping[str, float], c: Mapping[str, float]) -> float:
    """Commitment of the weakest level; lower where autonomy is given up, shifted by a lead."""
    staff, lead = levers["bindingness_staff"], levers["bindingness_lead"]
    management = 1.0 - (1.0 - levers["bindingness_management"]) * c["management_reservation"]
    weakest = min(staff, lead, management)
    lost = scenario.parameters["cooperation.autonomy_commitment"].value * (1 - levers["autonomy"])
    if levers["governance"] > 0:
        weakest += scenario.parameters["cooperation.lead_commitment"].value
    return min(1.0, max(0.0, weakest * (1.0 - lost)))


def lever_table(scenario: Scenario) -> np.ndarray:
    """One record per form: its levers, the coefficients they change, and bindingness."""
    rows = []
    for form in scenario.forms:
        coefficients = effective_coefficients(scenario, form.levers)
        values = {**form.levers, **coefficients}
        values["bindingness"] = bindingness(scenario, form.levers, coefficients)
        if form.levers["spend_as_casework"]:  # the rival: nobody confers, nothing is tied
            values["stage_cap"] = values["conference_frequency"] = 0.0
        rows.append(values)
    levers = np.zeros(len(rows), dtype=[(name, "f8") for name in rows[0]])
    for row, values in enumerate(rows):
        levers[row] = tuple(values.values())
    return levers


def form_table(scenario: Scenario, place: Place) -> Any:
    """When, where and for whom each form holds. The base form holds always, burn-in included."""
    forms = records(forms_columns(len(place.spaces)), len(scenario.forms))
    for row, form in enumerate(scenario.forms):
        forms["start"][row] = form.start if row else BEFORE_ALL
        forms["end"][row] = form.end
        forms["target"][row] = form.target_group
        forms["spaces"][row] = [space in form.spaces for space in place.spaces]
    return forms


def parameter_records(scenario: Scenario) -> Any:
    """All parameters as one row: a record of one record per topic (`par[0].search.base`)."""
    topics: dict[str, dict[str, Any]] = {}
    for name, found in laid_out(scenario.parameters).items():
        if found.topic not in NOT_IN_LOOPS:
            topics.setdefault(found.topic, {})[name] = found  # sorted once, not once per topic
    rows = {topic: record(topics[topic], topic) for topic in sorted(topics)}
    par = np.zeros(1, dtype=[(topic, row.dtype) for topic, row in rows.items()])
    par[0] = tuple(rows.values())
    return par


def arranged(state: State, scenario: Scenario) -> State:
    """The same world under another scenario: its levers, forms and parameters."""
    place, par = load_place(scenario.place_folder), parameter_records(scenario)
    institutions = state.institutions.copy()
    sized(institutions, par[0]["demand"]["capacity"], state.par[0]["demand"]["capacity"])
    join(institutions, place, int(state.seed[0]), par)
    sees = sees_of(place, _away(par))
    return state._replace(
        institutions=institutions,
        place=state.place._replace(sees=sees, nearby_places=nearby_places(place, sees)),
        par=par,
        lookup=lookup(par[0]),
        levers=lever_table(scenario),
        forms=form_table(scenario, place),
    )


def build(scenario: Scenario, seed: int, month: int, people: int, households: int) -> State:
    """The world at the beginning of `month`, with room for so many people and households."""
    place = load_place(scenario.place_folder)
    par = parameter_records(scenario)
    state = State(
        seed=np.array([seed], np.uint64),
        size=np.zeros(2, np.int64),
        **scratch_paper(people, households),
        people=Table.begun(PEOPLE, people),
        households=Table.begun(HOUSEHOLD_COLUMNS, households),
        institutions=_institutions(place, seed, par),
        ties=_ties(place, par),
        arriving=_templates(place.arrivals),
        market=records(MARKET, len(LEVELS)),
        spaces=records(SPACES, len(place.spaces)),
        place=_place_arrays(place, par),
        par=par,
        lookup=lookup(par[0]),
        levers=lever_table(scenario),
        forms=form_table(scenario, place),
        tally=empty_tally(),
    )
    join(state.institutions, place, seed, par)
    first = _templates(place.initial)
    enter_all(state._replace(arriving=first), month_of_entry(month, len(first.households)))
    return state


def month_of_entry(month: int, households: int) -> int:
    """Month in which so many households enter before the world begins at `month`.

    A month has identities for 65,536 households; a larger place takes those of earlier months, so
    that nobody who arrives later gets the identity of somebody who is there.
    """
    return month - 1 - max(0, households - 1) * IDS_A_HOUSEHOLD // IDS_A_MONTH


def _institutions(place: Place, seed: int, par: Any) -> Any:
    """Institutions at month 0, with the site quality of this seed."""
    institutions = as_records(INSTITUTIONS, place.institutions)
    institutions["planned_places"] = institutions["places"]
    institutions["openness"] = 1.0
    class_of = {
        kind: code
        for code, name in enumerate(PLACE_CLASSES)
        for kind in labels("demand")[name]["kinds"]
    }
    of_kind = np.array([class_of.get(kind.name, NO_CLASS) for kind in place.kinds])
    institutions["place_class"] = of_kind[institutions["kind"]]
    capacity = par[0]["demand"]["capacity"]
    sized(institutions, capacity, np.ones_like(capacity))
    return redrawn_sites(institutions, seed)


def sized(institutions: Any, capacity: Any, before: Any) -> None:
    """Places and minutes by class of service, which were `before` times what the place says."""
    code = institutions["place_class"]
    factor = np.where(code > NO_CLASS, (capacity / before)[code], 1.0)
    for column in ("places", "planned_places", "minutes"):
        institutions[column] *= factor


def redrawn_sites(institutions: Any, seed: int) -> Any:
    """Site quality z of all institutions, fixed by the seed."""
    ids = np.arange(len(institutions), dtype=np.uint64)
    first, second = (uniforms(seed, Decision.SITE_QUALITY, 0, ids, slot) for slot in (0, 1))
    institutions["quality"] = np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second)
    return institutions


def join(institutions: Any, place: Place, seed: int, par: Any) -> None:
    """Of the members that a form names some join on paper only: they are treated as no members.

    Whether an institution really joins is fixed by the seed (hcap_membership: 74 to 79 % are
    active). The Jobcenter always does.
    """
    ids = np.arange(len(institutions), dtype=np.uint64)
    chance = uniforms(seed, Decision.SITE_QUALITY, 0, ids, ACTIVITY)
    named = np.array([MEMBERSHIPS.index(kind.membership) for kind in place.kinds])
    kinds = np.asarray(institutions["kind"])
    joins = (chance < par[0]["cooperation"]["active_members"]) | (kinds == JOBCENTER)
    institutions["membership"] = np.where(joins, named[kinds], NON_MEMBER)


def _ties(place: Place, par: Any) -> Any:
    """Ties at the beginning of the burn-in: some knowledge, no trust."""
    n = len(place.kinds)
    a, b = np.triu_indices(n, 1)
    ties = records(TIES, (len(place.spaces), len(a)))
    ties["knowledge"] = par[0]["pipeline"]["known_start"]
    for s in range(len(place.spaces)):
        rows = place.institution_of[s]
        profile = place.institutions.informal[rows]
        ties["friction"][s] = np.abs(profile[a] - profile[b]).mean(axis=1)
    return ties


def _templates(population: Population) -> Arriving:
    """A list of households as the tables that people enter from."""
    listed = [column for column in PEOPLE if column.name in LISTED]
    return Arriving(
        as_records(listed, population.people),
        as_records(HOUSEHOLD_COLUMNS, population.households),
    )


def _kinds_serving(services: Any) -> Any:
    """Kinds that serve each need, in order, then 0; the Jobcenter, kind 0, is no provider."""
    rows = np.zeros(services.shape, np.int64)
    for row, kinds in zip(rows, services, strict=True):
        found = np.flatnonzero(kinds[1:]) + 1
        row[: len(found)] = found
    return rows


def _away(par: Any) -> list[str]:
    """Kinds of institution that are switched off."""
    at_work = {
        "early_help": par[0]["switches"]["early_help"],
        "school_social_work": par[0]["switches"]["school_social_work"],
    }
    return [name for name, on in at_work.items() if on <= 0.0]


def _place_arrays(place: Place, par: Any) -> PlaceArrays:
    """What never changes, as arrays."""
    n = len(place.kinds)
    a, b = np.triu_indices(n, 1)
    pair_of = np.full((n, n), -1, np.int32)
    pair_of[a, b] = pair_of[b, a] = np.arange(len(a))
    shape = float(par[0]["search"]["frailty_shape"])
    quantiles = (np.arange(FRAILTY_STEPS) + 0.5) / FRAILTY_STEPS
    frailty = gammaincinv(shape, quantiles)
    names = [kind.name for kind in place.kinds]
    sees = sees_of(place, _away(par))
    return PlaceArrays(
        institution_of=place.institution_of.astype(np.int32),
        kinds_serving=_kinds_serving(place.service_kinds[:N_NEEDS]),
        sees=sees,
        pair_a=a.astype(np.int32),
        pair_b=b.astype(np.int32),
        pair_of=pair_of,
        frailty=frailty / frailty.mean(),
        but_kind=np.array([names.index("school_social_work")], np.int32),
        nearby_kinds=np.array([kind_of(name, names) for name in NEARBY], np.int32),
        nearby_places=nearby_places(place, sees),
        milieu=np.array([space.milieu for space in place.space_records]),
        onlookers=onlookers_of(place),
    )
